package org.gatehouse.host.replay.statistics;

import java.util.List;
import java.util.TreeMap;

/**
 * How many values fall into each of some ranges, of which each ends at sqrt(2) times the end of the
 * one before.
 *
 * @param bars the ranges from the first to the last that hold values
 */
public record Histogram(List<Bar> bars) {

  /** Copies the list. */
  public Histogram {
    bars = List.copyOf(bars);
  }

  /**
   * One range.
   *
   * @param from its lower end, exclusive but for 0
   * @param to its upper end, inclusive
   * @param count how many values it holds
   */
  public record Bar(double from, double to, long count) {}

  /** Returns the histogram of values of at least 0; those below 1e-6 count as 1e-6. */
  public static Histogram of(Series values) {
    TreeMap<Integer, Long> counts = new TreeMap<>();
    for (int i = 0; i < values.size(); i++) {
      double doubled = 2 * Math.log(Math.max(values.get(i), 1e-6)) / Math.log(2);
      // The logarithm of a power of two may come out a hair above the whole number.
      counts.merge((int) Math.ceil(doubled - 1e-9), 1L, Long::sum);
    }
    if (counts.isEmpty()) {
      return new Histogram(List.of());
    }
    TreeMap<Integer, Bar> bars = new TreeMap<>();
    for (int end = counts.firstKey(); end <= counts.lastKey(); end++) {
      bars.put(end, new Bar(end(end - 1), end(end), counts.getOrDefault(end, 0L)));
    }
    return new Histogram(List.copyOf(bars.values()));
  }

  private static double end(int halvesOfExponent) {
    return Math.pow(2, halvesOfExponent / 2.0);
  }
}
