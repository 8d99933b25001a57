package org.gatehouse.benchmarks.service;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long requests of one kind took, counted in steps of 2%: its size does not grow with the time
 * of a run. Safe for use by many threads.
 */
final class Latencies {

  private static final double STEP = Math.log(1.02);
  private static final double SHORTEST_MICROS = 10;
  private static final int STEPS = 1024;

  private final AtomicLongArray counts = new AtomicLongArray(STEPS);

  void add(long nanos) {
    double steps = Math.log(Math.max(1, nanos / 1e3 / SHORTEST_MICROS)) / STEP;
    counts.incrementAndGet((int) Math.min(STEPS - 1, steps));
  }

  long count() {
    long all = 0;
    for (int i = 0; i < STEPS; i++) {
      all += counts.get(i);
    }
    return all;
  }

  /**
   * Returns the time in milliseconds that a share of the requests did not exceed.
   *
   * @param share from 0 to 1
   */
  double millis(double share) {
    double left = share * count();
    int step = 0;
    while (step < STEPS - 1 && left > counts.get(step)) {
      left -= counts.get(step);
      step++;
    }
    return SHORTEST_MICROS * Math.exp((step + 1) * STEP) / 1e3;
  }
}
