package org.gatehouse.config.plugin.isolation;

import org.gatehouse.api.metagraph.Subscription;

/** A subscription to a plugin's metagraph source, as the host sees it. */
final class ScopedSubscription implements Subscription {

  private final Subscription subscription;
  private final PluginScope scope;

  ScopedSubscription(Subscription subscription, PluginScope scope) {
    this.subscription = subscription;
    this.scope = scope;
  }

  @Override
  public void close() {
    scope.run(subscription::close);
  }
}
