package org.gatehouse.gating.bandit;

import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.engine.tensorflow.encoder.MessageEncoder;
import org.gatehouse.engine.tensorflow.gating.GateCounters;

/**
 * What a gate has learned as a snapshot holds it.
 *
 * @param beliefs what it believes of every uid
 * @param resets how often each uid was reset, shape [numUids]
 */
record SavedState(Beliefs beliefs, long[] resets) {

  private static final String RESETS = "peers.resets";

  static GatingSnapshot write(
      MessageEncoder encoder, PeerTable peers, GateCounters counters, Beliefs beliefs) {
    Tensors.Writer tensors = new Tensors.Writer();
    tensors.longs(RESETS, peers.resets());
    beliefs.write(tensors);
    return counters.snapshot(BanditGatingModel.NAME, encoder, peers, tensors.tensors());
  }

  /**
   * Reads a snapshot, checking everything before anything is changed.
   *
   * @throws SnapshotException if it is not one of this gate with this encoder
   */
  static SavedState read(
      GatingSnapshot snapshot, MessageEncoder encoder, LearningSettings settings) {
    GateCounters.requireOwn(snapshot, BanditGatingModel.NAME, encoder);
    Tensors.Reader tensors = new Tensors.Reader(snapshot);
    long[] resets = tensors.vector(RESETS);
    return new SavedState(
        Beliefs.read(tensors, settings, encoder.dimension(), resets.length), resets);
  }
}
