package org.gatehouse.config.plugin.isolation;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.PeerSelectorProvider;

/** A plugin's provider of selectors, as the host sees it. */
final class ScopedPeerSelectorProvider implements PeerSelectorProvider {

  private final PeerSelectorProvider provider;
  private final PluginScope scope;

  ScopedPeerSelectorProvider(PeerSelectorProvider provider, PluginScope scope) {
    this.provider = provider;
    this.scope = scope;
  }

  @Override
  public List<ConfigProblem> check(Config config) {
    return scope.call(() -> provider.check(config));
  }

  @Override
  public PeerSelector create(Config config) {
    PeerSelector selector = scope.call(() -> provider.create(config));
    return Scoped.unlessMissing(selector, made -> new ScopedPeerSelector(made, scope));
  }
}
