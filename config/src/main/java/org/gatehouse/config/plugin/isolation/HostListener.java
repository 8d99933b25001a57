package org.gatehouse.config.plugin.isolation;

import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;

/** A host's listener, as a plugin sees it. */
final class HostListener implements MetagraphListener {

  private final MetagraphListener listener;
  private final PluginScope scope;

  HostListener(MetagraphListener listener, PluginScope scope) {
    this.listener = listener;
    this.scope = scope;
  }

  @Override
  public void changed(Metagraph previous, Metagraph latest) {
    scope.callBack(() -> listener.changed(previous, latest));
  }

  @Override
  public void failed(MetagraphException failure) {
    scope.callBack(() -> listener.failed(failure));
  }
}
