package org.gatehouse.host.replay;

import java.util.Arrays;

/** A growing list of numbers; for use by one thread. */
final class Series {

  private double[] values = new double[256];
  private int size;

  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  /** Returns the mean of all values. */
  double mean() {
    return mean(0, size);
  }

  /** Returns the mean of the values from {@code start} (inclusive) to {@code end} (exclusive). */
  double mean(int start, int end) {
    double sum = 0;
    for (int i = start; i < end; i++) {
      sum += values[i];
    }
    return sum / (end - start);
  }

  /**
   * Returns the smallest value that at least this share of the values, in (0, 1], do not exceed.
   */
  double percentile(double share) {
    double[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(share * size) - 1];
  }
}
