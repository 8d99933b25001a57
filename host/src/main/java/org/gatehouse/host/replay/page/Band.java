package org.gatehouse.host.replay.page;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.gatehouse.host.replay.statistics.Bootstrap;
import org.gatehouse.host.replay.statistics.Interval;

/**
 * A curve with its 95 % intervals: over the runs if there are several, else over the windows of the
 * only one, by the {@linkplain Bootstrap bootstrap}.
 *
 * @param middle the mean at each event
 * @param low the lower bounds; NaN, as are the upper ones, where there is too little to resample
 * @param high the upper bounds
 */
record Band(double[] middle, double[] low, double[] high) {

  private static final int FEWEST_WINDOWS = 3;
  private static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

  private static Band empty(int size) {
    return new Band(new double[size], new double[size], new double[size]);
  }

  private void put(int place, double mean, Interval interval) {
    middle[place] = mean;
    low[place] = interval.low();
    high[place] = interval.high();
  }

  /**
   * Returns the mean reward over the last windows, at the start over all so far.
   *
   * @param runs for each run the sums of its rewards up to each event
   * @param events the last events of the windows
   * @param windows how many windows a mean is over, at least 1
   */
  static Band trailing(List<double[]> runs, double[] events, int windows, long seed) {
    Band band = empty(events.length);
    for (int i = 0; i < events.length; i++) {
      int end = i;
      int start = Math.max(-1, i - windows);
      double length = events[i] - at(events, start);
      double[] means =
          runs.stream().mapToDouble(sums -> (sums[end] - at(sums, start)) / length).toArray();
      Interval interval =
          runs.size() > 1
              ? over(List.of(means), mean -> mean[0], seed)
              : over(
                  List.of(steps(runs.get(0), start, i), steps(events, start, i)),
                  sums -> sums[0] / sums[1],
                  seed);
      band.put(i, Arrays.stream(means).average().orElseThrow(), interval);
    }
    return band;
  }

  /** Returns the sums up to each event. */
  static Band total(List<double[]> runs, int size, long seed) {
    Band band = empty(size);
    for (int i = 0; i < size; i++) {
      int end = i;
      double[] sums = runs.stream().mapToDouble(run -> run[end]).toArray();
      Interval interval =
          runs.size() > 1
              ? over(List.of(sums), mean -> mean[0], seed)
              : over(List.of(steps(runs.get(0), -1, i)), mean -> mean[0] * (end + 1), seed);
      band.put(i, Arrays.stream(sums).average().orElseThrow(), interval);
    }
    return band;
  }

  /** Returns a mean's interval over the values; none if they are few. */
  static Interval mean(double[] values, long seed) {
    return values.length < FEWEST_WINDOWS ? UNKNOWN : over(List.of(values), mean -> mean[0], seed);
  }

  private static Interval over(
      List<double[]> columns, ToDoubleFunction<double[]> quantity, long seed) {
    return columns.get(0).length < 2
        ? UNKNOWN
        : Bootstrap.intervals(columns, List.of(quantity), seed).get(0);
  }

  private static double[] steps(double[] sums, int start, int end) {
    double[] steps = new double[end - start];
    if (steps.length < FEWEST_WINDOWS) {
      return new double[0];
    }
    for (int i = 0; i < steps.length; i++) {
      steps[i] = sums[start + 1 + i] - at(sums, start + i);
    }
    return steps;
  }

  private static double at(double[] sums, int place) {
    return place < 0 ? 0 : sums[place];
  }
}
