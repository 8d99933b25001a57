package org.gatehouse.api.selection;

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
}
