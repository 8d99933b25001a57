package org.gatehouse.engine.tensorflow.head;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A copy of everything a linear head has learned, on the heap, row-major.
 *
 * @param step the number of training steps taken
 * @param weight shape [numUids, hidden]
 * @param bias shape [numUids]
 * @param weightVelocity shape [numUids, hidden]
 * @param biasVelocity shape [numUids]
 * @param weightGradient the sum of all gradients, shape [numUids, hidden]; {@code null} unless
 *     gradients accumulate
 * @param biasGradient the same for the bias, shape [numUids]
 * @param coasting which rows are kept as of an earlier step than {@code step}; {@code null} if
 *     every row is up to date
 */
public record HeadState(
    long step,
    float[] weight,
    float[] bias,
    float[] weightVelocity,
    float[] biasVelocity,
    float @Nullable [] weightGradient,
    float @Nullable [] biasGradient,
    @Nullable Coasting coasting) {

  /**
   * Which rows are kept as of their last touch, since when momentum alone has moved them.
   *
   * @param touched after which step each row was as it is kept: the last one that selected it, or
   *     that after which the rates changed; -1 for a row at rest, whose velocity is 0; shape
   *     [numUids]
   * @param learningRate the learning rate since then
   * @param momentum the momentum since then
   */
  public record Coasting(long[] touched, float learningRate, float momentum) {

    Coast coast() {
      return new Coast(learningRate, momentum);
    }
  }

  /** Returns a state of zeros before any step; with {@code sums}, it has accumulated gradients. */
  static HeadState zeros(int numUids, int hidden, boolean sums) {
    int size = Math.multiplyExact(numUids, hidden);
    return new HeadState(
        0,
        new float[size],
        new float[numUids],
        new float[size],
        new float[numUids],
        sums ? new float[size] : null,
        sums ? new float[numUids] : null,
        null);
  }

  /** Returns a state of these arrays: four, or six with accumulated gradients. */
  public static HeadState of(long step, List<float[]> arrays, @Nullable Coasting coasting) {
    boolean sums = arrays.size() == 6;
    return new HeadState(
        step,
        arrays.get(0),
        arrays.get(1),
        arrays.get(2),
        arrays.get(3),
        sums ? arrays.get(4) : null,
        sums ? arrays.get(5) : null,
        coasting);
  }

  /** Returns the arrays in the order of the components; without accumulated gradients, four. */
  public List<float[]> arrays() {
    return Stream.of(weight, bias, weightVelocity, biasVelocity, weightGradient, biasGradient)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Returns the size of the uid space. */
  public int numUids() {
    return bias.length;
  }

  /**
   * Returns the same with every row brought up to date: what the head scores with. To go on with
   * the same bits, a head has to be restored from the state as it is kept instead.
   */
  public HeadState settled() {
    Coasting kept = coasting;
    if (kept == null) {
      return this;
    }
    List<float[]> arrays = arrays().stream().map(float[]::clone).toList();
    for (int uid = 0; uid < numUids(); uid++) {
      if (kept.touched()[uid] != CoastingRows.AT_REST) {
        long steps = step - kept.touched()[uid];
        float decay = (float) kept.coast().decay(steps);
        float drift = (float) kept.coast().drift(steps);
        move(arrays.get(0), arrays.get(2), uid, decay, drift);
        move(arrays.get(1), arrays.get(3), uid, decay, drift);
      }
    }
    return of(step, arrays, null);
  }

  private void move(float[] parameters, float[] velocities, int uid, float decay, float drift) {
    int width = parameters.length / numUids();
    for (int i = uid * width; i < (uid + 1) * width; i++) {
      parameters[i] -= drift * velocities[i];
      velocities[i] *= decay;
    }
  }

  /** Returns which rows coast from here on: as they do already, or those with a velocity. */
  Coasting coastingFromHere() {
    if (coasting != null) {
      return coasting;
    }
    long[] touched = new long[numUids()];
    int hidden = weight.length / numUids();
    for (int uid = 0; uid < touched.length; uid++) {
      boolean moves = biasVelocity[uid] != 0;
      for (int i = uid * hidden; !moves && i < (uid + 1) * hidden; i++) {
        moves = weightVelocity[i] != 0;
      }
      touched[uid] = moves ? step : CoastingRows.AT_REST;
    }
    return new Coasting(touched, 0, 0);
  }

  /** Returns a copy with more rows of zeros, with or without accumulated gradients. */
  HeadState resized(int numUids, int hidden, boolean sums) {
    List<float[]> from = arrays();
    List<float[]> to = zeros(numUids, hidden, sums).arrays();
    for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
      System.arraycopy(from.get(i), 0, to.get(i), 0, from.get(i).length);
    }
    Coasting kept = coasting;
    if (kept == null) {
      return of(step, to, null);
    }
    long[] touched = Arrays.copyOf(kept.touched(), numUids);
    Arrays.fill(touched, numUids(), numUids, CoastingRows.AT_REST);
    return of(step, to, new Coasting(touched, kept.learningRate(), kept.momentum()));
  }

  /** Begins a row anew: with this weight and bias and no history. */
  void put(int uid, RowInitializer.Row row) {
    int hidden = row.weight().length;
    List<float[]> arrays = arrays();
    for (int i = 0; i < arrays.size(); i += 2) {
      Arrays.fill(arrays.get(i), uid * hidden, (uid + 1) * hidden, 0);
      arrays.get(i + 1)[uid] = 0;
    }
    System.arraycopy(row.weight(), 0, weight, uid * hidden, hidden);
    bias[uid] = row.bias();
    if (coasting != null) {
      coasting.touched()[uid] = CoastingRows.AT_REST;
    }
  }
}
