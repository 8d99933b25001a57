package org.gatehouse.benchmarks.sidebyside;

import java.util.Arrays;

/**
 * The middle of some numbers, and the range of the middle half of them; between two numbers it is
 * interpolated.
 */
record Quartiles(double first, double median, double third) {

  /** Those of at least one number. */
  static Quartiles of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Quartiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  private static double at(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
