package org.gatehouse.config.plugin.isolation;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
    return scope.use(() -> selector.propensities(scores, metagraph, request).map(this::checked));
  }

  /** What a plugin got wrong is its fault, and not found later in somebody's estimate. */
  private SortedMap<Integer, Double> checked(SortedMap<Integer, Double> told) {
    told.forEach(
        (uid, propensity) -> {
          if (propensity == null || !(propensity >= 0 && propensity <= 1)) {
            throw new IllegalArgumentException(
                "expected a propensity in [0, 1] for uid %d, found %s".formatted(uid, propensity));
          }
        });
    return Collections.unmodifiableSortedMap(new TreeMap<>(told));
  }

  @Override
  public String toString() {
    return scope.use(selector::toString);
  }
}
