package org.gatehouse.host.meters;

/** The mean of the last values. Thread-safe. */
final class RecentMean {

  private final double[] values;
  private long count;

  /** Creates the mean of at most so many values. */
  RecentMean(int most) {
    this.values = new double[most];
  }

  synchronized void add(double value) {
    values[(int) (count++ % values.length)] = value;
  }

  /** Returns the mean; NaN before the first value. */
  synchronized double mean() {
    int known = (int) Math.min(count, values.length);
    double sum = 0;
    for (int i = 0; i < known; i++) {
      sum += values[i];
    }
    return sum / known;
  }
}
