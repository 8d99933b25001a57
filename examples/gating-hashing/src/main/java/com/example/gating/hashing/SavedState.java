package com.example.gating.hashing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.SnapshotTensor;

/**
 * The rows of a gate as a snapshot holds them.
 *
 * @param rows what was learned about the peer at each uid
 * @param resets how often each uid was reset, shape [numUids]
 */
record SavedState(List<PeerRow> rows, long[] resets) {

  private static final String WEIGHT = "weight";
  private static final String VELOCITY = "velocity";
  private static final String RESETS = "resets";

  static GatingSnapshot write(GateState state, FeatureHasher hasher) {
    int numUids = state.rows().size();
    float[] weight = new float[numUids * hasher.dimension()];
    float[] velocity = new float[numUids * hasher.dimension()];
    for (int uid = 0; uid < numUids; uid++) {
      PeerRow row = state.rows().get(uid);
      System.arraycopy(row.weight(), 0, weight, uid * hasher.dimension(), hasher.dimension());
      System.arraycopy(row.velocity(), 0, velocity, uid * hasher.dimension(), hasher.dimension());
    }
    TreeMap<String, SnapshotTensor> tensors = new TreeMap<>();
    tensors.put(WEIGHT, SnapshotTensor.floats(weight, numUids, hasher.dimension()));
    tensors.put(VELOCITY, SnapshotTensor.floats(velocity, numUids, hasher.dimension()));
    tensors.put(RESETS, SnapshotTensor.longs(state.peers().resets(), numUids));
    return new GatingSnapshot(
        HashingGatingModel.NAME,
        hasher.id(),
        state.peers().netuid().orElse(null),
        state.peers().netuid().isPresent() ? state.peers().block() : null,
        state.step(),
        state.generation(),
        state.freshRows().seed(),
        state.peers().hotkeys(),
        new TreeMap<>(),
        tensors);
  }

  /**
   * Reads a snapshot, checking everything before anything is changed.
   *
   * @throws SnapshotException if it is not one of this gate with these features
   */
  static SavedState read(GatingSnapshot snapshot, FeatureHasher hasher) {
    require("gate", HashingGatingModel.NAME, snapshot.gate());
    require("features", hasher.id(), snapshot.encoder());
    SnapshotTensor resets = snapshot.tensors().get(RESETS);
    if (resets == null || resets.shape().size() != 1) {
      throw new SnapshotException(
          "expected a tensor " + RESETS + " of I64[numUids], found " + resets);
    }
    int numUids = resets.shape().get(0);
    float[] weight = finite(snapshot, WEIGHT, numUids, hasher.dimension());
    float[] velocity = finite(snapshot, VELOCITY, numUids, hasher.dimension());
    List<PeerRow> rows = new ArrayList<>();
    for (int uid = 0; uid < numUids; uid++) {
      int from = uid * hasher.dimension();
      int to = from + hasher.dimension();
      rows.add(
          new PeerRow(
              Arrays.copyOfRange(weight, from, to), Arrays.copyOfRange(velocity, from, to)));
    }
    return new SavedState(rows, resets.toLongs());
  }

  private static float[] finite(GatingSnapshot snapshot, String name, int numUids, int dimension) {
    float[] values =
        snapshot.tensor(name, SnapshotTensor.Type.F32, List.of(numUids, dimension)).toFloats();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new SnapshotException(
            "tensor " + name + " holds " + values[i] + " for uid " + i / dimension);
      }
    }
    return values;
  }

  private static void require(String what, String expected, String found) {
    if (!expected.equals(found)) {
      throw new SnapshotException(
          "the snapshot is of " + what + " " + found + "; this is " + what + " " + expected);
    }
  }
}
