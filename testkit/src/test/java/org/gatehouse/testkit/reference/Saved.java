package org.gatehouse.testkit.reference;

import java.util.List;
import java.util.TreeMap;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.SnapshotTensor;

/** The snapshots of reference gates. */
final class Saved {

  static final String ENCODER = "hashed-words";

  private Saved() {}

  static GatingSnapshot write(
      Rows rows, PeerTable peers, long[] rewarded, long step, long generation, long seed) {
    int numUids = rows.weight().length;
    TreeMap<String, SnapshotTensor> tensors = new TreeMap<>();
    tensors.put("resets", SnapshotTensor.longs(peers.resets(), numUids));
    tensors.put("rewarded", SnapshotTensor.longs(rewarded, numUids));
    tensors.put("weight", matrix(rows.weight()));
    tensors.put("velocity", matrix(rows.velocity()));
    return new GatingSnapshot(
        "reference",
        ENCODER,
        peers.netuid().orElse(null),
        peers.netuid().isPresent() ? peers.block() : null,
        step,
        generation,
        seed,
        peers.hotkeys(),
        new TreeMap<>(),
        tensors);
  }

  private static SnapshotTensor matrix(double[][] rows) {
    return SnapshotTensor.doubles(Rows.flat(rows), rows.length, Rows.WIDTH);
  }

  /** Returns how often each uid was reset, shape [numUids]. */
  static long[] resets(GatingSnapshot snapshot) {
    SnapshotTensor resets = snapshot.tensors().get("resets");
    if (resets == null || resets.shape().size() != 1) {
      throw new SnapshotException("expected a tensor resets of I64[numUids], found " + resets);
    }
    return resets.toLongs();
  }

  /** Returns how many rewards of each uid were learned, shape [numUids], or fails. */
  static long[] rewarded(GatingSnapshot snapshot, int numUids) {
    return snapshot.tensor("rewarded", SnapshotTensor.Type.I64, List.of(numUids)).toLongs();
  }

  /** Returns the rows, weights and velocity, or fails. */
  static Rows rows(GatingSnapshot snapshot, int numUids) {
    List<Integer> shape = List.of(numUids, Rows.WIDTH);
    return new Rows(
        Rows.unflat(snapshot.tensor("weight", SnapshotTensor.Type.F64, shape).toDoubles()),
        Rows.unflat(snapshot.tensor("velocity", SnapshotTensor.Type.F64, shape).toDoubles()));
  }
}
