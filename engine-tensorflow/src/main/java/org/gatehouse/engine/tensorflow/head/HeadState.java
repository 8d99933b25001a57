package org.gatehouse.engine.tensorflow.head;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A copy of everything a linear head has learned, on the heap, row-major.
 *
 * @param weight shape [numUids, hidden]
 * @param bias shape [numUids]
 * @param weightVelocity shape [numUids, hidden]
 * @param biasVelocity shape [numUids]
 * @param weightGradient the sum of all gradients, shape [numUids, hidden]; {@code null} unless
 *     gradients accumulate
 * @param biasGradient the same for the bias, shape [numUids]
 */
public record HeadState(
    float[] weight,
    float[] bias,
    float[] weightVelocity,
    float[] biasVelocity,
    float @Nullable [] weightGradient,
    float @Nullable [] biasGradient) {

  /** Returns a copy with more rows of zeros, with or without accumulated gradients. */
  HeadState resized(int numUids, int hidden, boolean sums) {
    HeadState resized = zeros(numUids, hidden, sums);
    List<float[]> from = arrays();
    List<float[]> to = resized.arrays();
    for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
      System.arraycopy(from.get(i), 0, to.get(i), 0, from.get(i).length);
    }
    return resized;
  }

  /** Begins a row anew: with this weight and bias and no history. */
  void put(int uid, RowInitializer.Row row) {
    List<float[]> arrays = arrays();
    for (int i = 0; i < arrays.size(); i += 2) {
      int hidden = row.weight().length;
      Arrays.fill(arrays.get(i), uid * hidden, (uid + 1) * hidden, 0);
      arrays.get(i + 1)[uid] = 0;
    }
    System.arraycopy(row.weight(), 0, weight, uid * row.weight().length, row.weight().length);
    bias[uid] = row.bias();
  }

  /** Returns a state of zeros; with {@code sums}, it has accumulated gradients. */
  static HeadState zeros(int numUids, int hidden, boolean sums) {
    int size = Math.multiplyExact(numUids, hidden);
    return new HeadState(
        new float[size],
        new float[numUids],
        new float[size],
        new float[numUids],
        sums ? new float[size] : null,
        sums ? new float[numUids] : null);
  }

  /** Returns a state of these arrays: four, or six with accumulated gradients. */
  public static HeadState of(List<float[]> arrays) {
    boolean sums = arrays.size() == 6;
    return new HeadState(
        arrays.get(0),
        arrays.get(1),
        arrays.get(2),
        arrays.get(3),
        sums ? arrays.get(4) : null,
        sums ? arrays.get(5) : null);
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
}
