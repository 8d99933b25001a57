package org.gatehouse.host.replay.statistics;

import java.util.Arrays;

/** A growing list of numbers; for use by one thread. */
public final class Series {

  private double[] values = new double[256];
  private int size;

  /** Creates an empty list. */
  public Series() {}

  /** Appends a value. */
  public void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  /** Returns how many values there are. */
  public int size() {
    return size;
  }

  /** Returns the value at a position in [0, size). */
  public double get(int position) {
    return values[position];
  }

  /** Returns a fresh array of the values. */
  public double[] toArray() {
    return Arrays.copyOf(values, size);
  }

  /** Returns the mean of all values. */
  public double mean() {
    return mean(0, size);
  }

  /** Returns the mean of the values from {@code start} (inclusive) to {@code end} (exclusive). */
  public double mean(int start, int end) {
    double sum = 0;
    for (int i = start; i < end; i++) {
      sum += values[i];
    }
    return sum / (end - start);
  }

  /**
   * Returns the smallest value that at least this share of the values, in (0, 1], do not exceed.
   */
  public double percentile(double share) {
    double[] sorted = toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(share * size) - 1];
  }
}
