package org.gatehouse.config.plugin.isolation;

import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.SourceHealth;
import org.gatehouse.api.metagraph.Subscription;

/** A plugin's metagraph source, as the host sees it. */
final class ScopedMetagraphSource implements MetagraphSource {

  private final MetagraphSource source;
  private final PluginScope scope;

  ScopedMetagraphSource(MetagraphSource source, PluginScope scope) {
    this.source = source;
    this.scope = scope;
  }

  @Override
  public Metagraph sync() {
    return scope.use(source::sync);
  }

  @Override
  public Subscription watch(MetagraphListener listener) {
    Subscription subscription = scope.use(() -> source.watch(new HostListener(listener, scope)));
    return new ScopedSubscription(subscription, scope);
  }

  @Override
  public SourceHealth health() {
    return scope.use(source::health);
  }

  @Override
  public void close() {
    scope.run(source::close);
  }

  @Override
  public String toString() {
    return scope.use(source::toString);
  }
}
