package org.gatehouse.api.selection;

import java.util.Optional;
import java.util.SortedMap;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Metagraph;

/**
 * Chooses which peers to ask.
 *
 * <p>Only uids that are in the metagraph, have a score and are {@linkplain SelectionRequest
 * available} are chosen; excluded ones only when the others are too few. Safe for use by many
 * threads; the same seed and the same sequence of calls give the same choices.
 */
@FunctionalInterface
public interface PeerSelector {

  /**
   * Chooses exactly {@link SelectionRequest#k} peers.
   *
   * @throws NotEnoughPeersException if fewer are available
   */
  Selection select(GateScores scores, Metagraph metagraph, SelectionRequest request);

  /**
   * Returns how probable each peer is to be chosen by {@link #select}, and draws nothing.
   *
   * @return by uid, probabilities in [0, 1] that sum to k; who is absent is never chosen. Empty if
   *     the selector does not tell them
   * @throws NotEnoughPeersException if fewer than k are available
   */
  default Optional<SortedMap<Integer, Double>> propensities(
      GateScores scores, Metagraph metagraph, SelectionRequest request) {
    return Optional.empty();
  }
}
