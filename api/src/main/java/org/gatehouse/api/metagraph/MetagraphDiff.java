package org.gatehouse.api.metagraph;

import org.gatehouse.api.Uids;

/**
 * How one metagraph differs from an earlier one of the same network, each list ascending by uid.
 *
 * @param kept uids that hold the same hotkey in both
 * @param changed those of {@code kept} of which another column differs, such as stake or axon
 * @param replaced uids that are in both with different hotkeys
 * @param added uids that only the later one has
 * @param removed uids that only the earlier one has
 */
public record MetagraphDiff(Uids kept, Uids changed, Uids replaced, Uids added, Uids removed) {

  /** Returns whether every uid holds the same peer in both, whatever its other columns say. */
  public boolean samePeers() {
    return replaced.isEmpty() && added.isEmpty() && removed.isEmpty();
  }

  /** Returns whether nothing differs but, possibly, the block. */
  public boolean isEmpty() {
    return samePeers() && changed.isEmpty();
  }
}
