package org.gatehouse.engine.tensorflow.gating;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.engine.tensorflow.encoder.MessageEncoder;
import org.gatehouse.engine.tensorflow.head.Descent;
import org.gatehouse.engine.tensorflow.head.HeadState;

/**
 * The state of a linear gate as a snapshot holds it: {@code peers.resets}, and its rows in one of
 * two forms.
 *
 * <p>Rows that are all up to date at the snapshot's step, in F32: {@code head.weight} [numUids,
 * hidden] and {@code head.bias} [numUids], their {@code head.velocity.*} and, where gradients
 * accumulate, the sums {@code head.gradient.*}.
 *
 * <p>Rows each as of its last touch, since when momentum alone has moved it, so that a gate that is
 * restored goes on with the same bits: {@code head.lazy.*} in the place of {@code head.*}, with
 * {@code head.lazy.touched} I64[numUids], the step of the last touch or -1 for a row at rest, and
 * {@code head.lazy.rates} F32[2], learning rate lr and momentum m since then. With n = step -
 * touched, such a row is at m^n velocity, and at weight - lr m (1 - m^n) / (1 - m) velocity.
 *
 * @param head the learned rows
 * @param resets how often each uid was reset, shape [numUids]: with the seed, all the randomness
 *     there is
 */
record LinearSnapshot(HeadState head, long[] resets) {

  private static final String RESETS = "peers.resets";
  private static final String UP_TO_DATE = "head.";
  private static final String LAZY = "head.lazy.";
  private static final String TOUCHED = LAZY + "touched";
  private static final String RATES = LAZY + "rates";
  private static final List<String> ROWS =
      List.of(
          "weight", "bias", "velocity.weight", "velocity.bias", "gradient.weight", "gradient.bias");

  static GatingSnapshot write(
      String gate, MessageEncoder encoder, PeerTable peers, GateCounters counters, HeadState head) {
    SortedMap<String, SnapshotTensor> tensors = new TreeMap<>();
    int numUids = head.numUids();
    List<float[]> arrays = head.arrays();
    HeadState.Coasting coasting = head.coasting();
    for (int i = 0; i < arrays.size(); i++) {
      String name = (coasting == null ? UP_TO_DATE : LAZY) + ROWS.get(i);
      float[] values = arrays.get(i);
      requireFinite(name, values, numUids);
      tensors.put(
          name,
          isMatrix(i)
              ? SnapshotTensor.floats(values, numUids, encoder.dimension())
              : SnapshotTensor.floats(values, numUids));
    }
    if (coasting != null) {
      tensors.put(TOUCHED, SnapshotTensor.longs(coasting.touched(), numUids));
      float[] rates = {coasting.learningRate(), coasting.momentum()};
      tensors.put(RATES, SnapshotTensor.floats(rates, rates.length));
    }
    tensors.put(RESETS, SnapshotTensor.longs(peers.resets(), numUids));
    return counters.snapshot(gate, encoder, peers, tensors);
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
            0,
            List.of(
                weight.toFloats(),
                bias.toFloats(),
                new float[Math.multiplyExact(numUids, hidden)],
                new float[numUids]),
            null);
    return write(
        gate, encoder, PeerTable.of(numUids, Optional.empty()), GateCounters.fresh(seed), head);
  }

  /**
   * Reads a snapshot, checking everything before anything is changed.
   *
   * @throws SnapshotException if it is not one of this gate with this encoder
   */
  static LinearSnapshot read(GatingSnapshot snapshot, String gate, MessageEncoder encoder) {
    GateCounters.requireOwn(snapshot, gate, encoder);
    SnapshotTensor resets = snapshot.tensors().get(RESETS);
    if (resets == null || resets.shape().size() != 1) {
      throw new SnapshotException(
          "expected a tensor " + RESETS + " of I64[numUids], found " + resets);
    }
    int numUids = resets.shape().get(0);
    List<Integer> vector = List.of(numUids);
    List<Integer> matrix = List.of(numUids, encoder.dimension());
    boolean lazy = snapshot.tensors().keySet().stream().anyMatch(name -> name.startsWith(LAZY));
    String prefix = lazy ? LAZY : UP_TO_DATE;
    int count = snapshot.tensors().containsKey(prefix + ROWS.get(4)) ? 6 : 4;
    List<float[]> arrays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arrays.add(
          snapshot
              .tensor(prefix + ROWS.get(i), SnapshotTensor.Type.F32, isMatrix(i) ? matrix : vector)
              .toFloats());
    }
    for (int i = 0; i < count; i++) {
      requireFinite(prefix + ROWS.get(i), arrays.get(i), numUids);
    }
    HeadState.Coasting coasting = lazy ? coasting(snapshot, vector) : null;
    return new LinearSnapshot(HeadState.of(snapshot.step(), arrays, coasting), resets.toLongs());
  }

  private static HeadState.Coasting coasting(GatingSnapshot snapshot, List<Integer> vector) {
    long[] touched = snapshot.tensor(TOUCHED, SnapshotTensor.Type.I64, vector).toLongs();
    for (int uid = 0; uid < touched.length; uid++) {
      if (touched[uid] < -1 || touched[uid] > snapshot.step()) {
        throw new SnapshotException(
            "tensor %s: expected a step up to %d, or -1, found %d for uid %d"
                .formatted(TOUCHED, snapshot.step(), touched[uid], uid));
      }
    }
    float[] rates = snapshot.tensor(RATES, SnapshotTensor.Type.F32, List.of(2)).toFloats();
    if (!Descent.original(rates[0], rates[1]).isValid()) {
      throw new SnapshotException(
          "tensor %s: expected a learning rate from 0 and a momentum in [0, 1), found %s and %s"
              .formatted(RATES, rates[0], rates[1]));
    }
    return new HeadState.Coasting(touched, rates[0], rates[1]);
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
}
