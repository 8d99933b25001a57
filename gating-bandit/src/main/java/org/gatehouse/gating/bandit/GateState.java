package org.gatehouse.gating.bandit;

import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.ResyncReport;

/**
 * Everything that the gate knows at one point in time. Immutable: a change makes another state,
 * which shares with this one what stayed as it was.
 *
 * @param peers which peer holds which uid
 * @param uids all uids, in the order of the scores
 * @param beliefs what to expect of the peer at each uid
 * @param step how many training steps led here
 * @param generation how many restores led here
 * @param seed of the gate that began with it
 */
record GateState(
    PeerTable peers, Uids uids, Beliefs beliefs, long step, long generation, long seed) {

  /** Returns a state with what is believed of some uids, and what of a stranger for the others. */
  static GateState of(
      PeerTable peers, Beliefs beliefs, Uids reset, long step, long generation, long seed) {
    return new GateState(
        peers,
        Uids.range(peers.numUids()),
        beliefs.forgetting(reset, peers.numUids()),
        step,
        generation,
        seed);
  }

  /** Returns the state after the network changed; replaced and added uids start afresh. */
  GateState resynced(PeerTable table, ResyncReport report) {
    Uids reset =
        Uids.of(IntStream.concat(report.replaced().stream(), report.added().stream()).toArray());
    return of(table, beliefs, reset, step, generation, seed);
  }

  /** Returns the state after one training step. */
  GateState learned(Beliefs after) {
    return new GateState(peers, uids, after, step + 1, generation, seed);
  }
}
