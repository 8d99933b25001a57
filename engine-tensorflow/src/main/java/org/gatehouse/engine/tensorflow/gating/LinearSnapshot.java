package org.gatehouse.engine.tensorflow.gating;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.engine.tensorflow.encoder.MessageEncoder;
import org.gatehouse.engine.tensorflow.head.HeadState;

/**
 * The state of a linear gate as a snapshot holds it.
 *
 * @param head the learned rows
 * @param resets how often each uid was reset, shape [numUids]: with the seed, all the randomness
 *     there is
 */
record LinearSnapshot(HeadState head, long[] resets) {

  private static final String RESETS = "peers.resets";
  private static final List<String> HEAD =
      List.of(
          "head.weight",
          "head.bias",
          "head.velocity.weight",
          "head.velocity.bias",
          "head.gradient.weight",
          "head.gradient.bias");

  /** The counters of a gate. */
  record Counters(long step, long generation, long seed) {

    Counters afterStep() {
      return new Counters(step + 1, generation, seed);
    }
  }

  static GatingSnapshot write(
      String gate, MessageEncoder encoder, PeerTable peers, Counters counters, HeadState head) {
    SortedMap<String, SnapshotTensor> tensors = new TreeMap<>();
    int numUids = head.numUids();
    List<float[]> arrays = head.arrays();
    for (int i = 0; i < arrays.size(); i++) {
      float[] values = arrays.get(i);
      requireFinite(HEAD.get(i), values, numUids);
      tensors.put(
          HEAD.get(i),
          isMatrix(i)
              ? SnapshotTensor.floats(values, numUids, encoder.dimension())
              : SnapshotTensor.floats(values, numUids));
    }
    tensors.put(RESETS, SnapshotTensor.longs(peers.resets(), numUids));
    return new GatingSnapshot(
        gate,
        encoder.id(),
        peers.netuid().orElse(null),
        peers.netuid().isPresent() ? peers.block() : null,
        counters.step(),
        counters.generation(),
        counters.seed(),
        peers.hotkeys(),
        new TreeMap<>(),
        tensors);
  }

  /**
   * Returns the state of a new gate without peers, at rest, that scores with these rows.
   *
   * @throws SnapshotException if the shapes do not fit the encoder, or a number is not finite
   */
  static GatingSnapshot withRows(
      String gate, MessageEncoder encoder, long seed, SnapshotTensor weight, SnapshotTensor bias) {
    if (weight.type() != SnapshotTensor.Type.F32
        || bias.type() != SnapshotTensor.Type.F32
        || weight.shape().size() != 2
        || bias.shape().size() != 1
        || !weight.shape().get(0).equals(bias.shape().get(0))
        || bias.shape().get(0) < 1) {
      throw new SnapshotException(
          "expected a weight of F32[numUids, hidden] and a bias of F32[numUids], found "
              + weight
              + " and "
              + bias);
    }
    int hidden = weight.shape().get(1);
    if (hidden != encoder.dimension()) {
      throw new SnapshotException(
          "expected rows of %d components, as encoder %s makes them, found rows of %d: they were learned with another encoder"
              .formatted(encoder.dimension(), encoder.id(), hidden));
    }
    int numUids = bias.shape().get(0);
    HeadState head =
        HeadState.of(
            List.of(
                weight.toFloats(),
                bias.toFloats(),
                new float[Math.multiplyExact(numUids, hidden)],
                new float[numUids]));
    return write(
        gate, encoder, PeerTable.of(numUids, Optional.empty()), new Counters(0, 0, seed), head);
  }

  /**
   * Reads a snapshot, checking everything before anything is changed.
   *
   * @throws SnapshotException if it is not one of this gate with this encoder
   */
  static LinearSnapshot read(GatingSnapshot snapshot, String gate, MessageEncoder encoder) {
    require("gate", gate, snapshot.gate());
    requireEncoder(encoder.id(), snapshot.encoder());
    SnapshotTensor resets = snapshot.tensors().get(RESETS);
    if (resets == null || resets.shape().size() != 1) {
      throw new SnapshotException(
          "expected a tensor " + RESETS + " of I64[numUids], found " + resets);
    }
    int numUids = resets.shape().get(0);
    List<Integer> vector = List.of(numUids);
    List<Integer> matrix = List.of(numUids, encoder.dimension());
    int count = snapshot.tensors().containsKey(HEAD.get(4)) ? 6 : 4;
    float[][] arrays = new float[count][];
    for (int i = 0; i < count; i++) {
      arrays[i] =
          snapshot
              .tensor(HEAD.get(i), SnapshotTensor.Type.F32, isMatrix(i) ? matrix : vector)
              .toFloats();
    }
    for (int i = 0; i < count; i++) {
      requireFinite(HEAD.get(i), arrays[i], numUids);
    }
    return new LinearSnapshot(HeadState.of(List.of(arrays)), resets.toLongs());
  }

  /** What diverged is neither worth saving over an earlier state nor worth going on with. */
  private static void requireFinite(String name, float[] values, int numUids) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new SnapshotException(
            "tensor "
                + name
                + " holds "
                + values[i]
                + " for uid "
                + i / (values.length / numUids)
                + ": the weights diverged");
      }
    }
  }

  private static boolean isMatrix(int position) {
    return position % 2 == 0;
  }

  /** What an encoder computes is behind the @ of its name; where it lies may have changed. */
  private static void requireEncoder(String expected, String found) {
    if (!found
        .substring(found.lastIndexOf('@') + 1)
        .equals(expected.substring(expected.lastIndexOf('@') + 1))) {
      require("encoder", expected, found);
    }
  }

  private static void require(String what, String expected, String found) {
    if (!expected.equals(found)) {
      throw new SnapshotException(
          "the snapshot is of " + what + " " + found + "; this is " + what + " " + expected);
    }
  }
}
