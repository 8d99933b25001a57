package org.gatehouse.engine.tensorflow.gating;

import java.util.SortedMap;
import java.util.TreeMap;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.engine.tensorflow.encoder.MessageEncoder;

/**
 * What a gate on an encoder counts, and what its snapshots say of it beside what it learned.
 *
 * @param step the number of training steps
 * @param generation how often the gate was restored: scores from before are refused
 * @param seed the seed of all its randomness
 */
public record GateCounters(long step, long generation, long seed) {

  /** Returns the counters of a gate that has learned nothing. */
  public static GateCounters fresh(long seed) {
    return new GateCounters(0, 0, seed);
  }

  /** Returns these after one more training step. */
  public GateCounters afterStep() {
    return new GateCounters(step + 1, generation, seed);
  }

  /** Returns these after the gate took over a snapshot. */
  public GateCounters afterRestore(GatingSnapshot snapshot) {
    return new GateCounters(
        snapshot.step(), Math.max(generation, snapshot.generation()) + 1, snapshot.seed());
  }

  /**
   * Returns a snapshot with these counters.
   *
   * @param gate the provider's name
   * @param tensors what was learned
   */
  public GatingSnapshot snapshot(
      String gate,
      MessageEncoder encoder,
      PeerTable peers,
      SortedMap<String, SnapshotTensor> tensors) {
    return new GatingSnapshot(
        gate,
        encoder.id(),
        peers.netuid().orElse(null),
        peers.netuid().isPresent() ? peers.block() : null,
        step,
        generation,
        seed,
        peers.hotkeys(),
        new TreeMap<>(),
        tensors);
  }

  /**
   * Checks whose snapshot it is.
   *
   * @param gate the provider's name
   * @throws SnapshotException if it is of another gate, or of an encoder that computes something
   *     else
   */
  public static void requireOwn(GatingSnapshot snapshot, String gate, MessageEncoder encoder) {
    require("gate", gate, snapshot.gate());
    if (!computes(snapshot.encoder()).equals(computes(encoder.id()))) {
      require("encoder", encoder.id(), snapshot.encoder());
    }
  }

  /** What an encoder computes is behind the @ of its name; where it lies may have changed. */
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
