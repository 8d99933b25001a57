package org.gatehouse.config.plugin.isolation;

import java.util.Optional;
import java.util.SortedMap;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.Selection;
import org.gatehouse.api.selection.SelectionRequest;

/** A plugin's selector, as the host sees it. */
final class ScopedPeerSelector implements PeerSelector {

  private final PeerSelector selector;
  private final PluginScope scope;

  ScopedPeerSelector(PeerSelector selector, PluginScope scope) {
    this.selector = selector;
    this.scope = scope;
  }

  @Override
  public Selection select(GateScores scores, Metagraph metagraph, SelectionRequest request) {
    return scope.use(() -> selector.select(scores, metagraph, request));
  }

  @Override
  public Optional<SortedMap<Integer, Double>> propensities(
      GateScores scores, Metagraph metagraph, SelectionRequest request) {
    return scope.use(() -> selector.propensities(scores, metagraph, request));
  }

  @Override
  public String toString() {
    return scope.use(selector::toString);
  }
}
