package org.gatehouse.gating.bandit;

import java.util.TreeMap;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.engine.tensorflow.encoder.MessageEncoder;

/**
 * What a gate has learned as a snapshot holds it.
 *
 * @param beliefs what it believes of every uid
 * @param resets how often each uid was reset, shape [numUids]
 */
record SavedState(Beliefs beliefs, long[] resets) {

  private static final String RESETS = "peers.resets";

  /** The counters of a gate. */
  record Counters(long step, long generation, long seed) {

    Counters afterStep() {
      return new Counters(step + 1, generation, seed);
    }
  }

  static GatingSnapshot write(
      MessageEncoder encoder, PeerTable peers, Counters counters, Beliefs beliefs) {
    Tensors.Writer tensors = new Tensors.Writer();
    tensors.longs(RESETS, peers.resets());
    beliefs.write(tensors);
    return new GatingSnapshot(
        BanditGatingModel.NAME,
        encoder.id(),
        peers.netuid().orElse(null),
        peers.netuid().isPresent() ? peers.block() : null,
        counters.step(),
        counters.generation(),
        counters.seed(),
        peers.hotkeys(),
        new TreeMap<>(),
        tensors.tensors());
  }

  /**
   * Reads a snapshot, checking everything before anything is changed.
   *
   * @throws SnapshotException if it is not one of this gate with this encoder
   */
  static SavedState read(
      GatingSnapshot snapshot, MessageEncoder encoder, LearningSettings settings) {
    require("gate", BanditGatingModel.NAME, snapshot.gate());
    requireEncoder(encoder.id(), snapshot.encoder());
    Tensors.Reader tensors = new Tensors.Reader(snapshot);
    long[] resets = tensors.vector(RESETS);
    return new SavedState(
        Beliefs.read(tensors, settings, encoder.dimension(), resets.length), resets);
  }

  /** What an encoder computes is behind the @ of its name; where it lies may have changed. */
  private static void requireEncoder(String expected, String found) {
    if (!computes(found).equals(computes(expected))) {
      require("encoder", expected, found);
    }
  }

  private static String computes(String encoder) {
    return encoder.substring(encoder.lastIndexOf('@') + 1);
  }

  private static void require(String what, String expected, String found) {
    if (!expected.equals(found)) {
      throw new SnapshotException(
          "the snapshot is of " + what + " " + found + "; this is " + what + " " + expected);
    }
  }
}
