package org.gatehouse.host.replay.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The rewards of each event of a replay, in the order in which the events stand in the log.
 *
 * <p>Immutable.
 */
public final class PerEvent {

  private final long[] lines;
  private final double[] selected;
  private final double[] random;
  private final double[] runningMean;
  private final double[] bestFixed;

  private PerEvent(
      long[] lines, double[] selected, double[] random, double[] runningMean, double[] bestFixed) {
    this.lines = lines;
    this.selected = selected;
    this.random = random;
    this.runningMean = runningMean;
    this.bestFixed = bestFixed;
  }

  /**
   * Returns the rewards in the order of the log.
   *
   * @param lines where each event stands in the log
   * @param selected the mean reward of the chosen peers of each event, and so on for the baselines
   */
  public static PerEvent of(
      long[] lines, double[] selected, double[] random, double[] runningMean, double[] bestFixed) {
    int[] order =
        IntStream.range(0, lines.length)
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> lines[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new PerEvent(
        Arrays.stream(order).mapToLong(i -> lines[i]).toArray(),
        ordered(selected, order),
        ordered(random, order),
        ordered(runningMean, order),
        ordered(bestFixed, order));
  }

  private static double[] ordered(double[] values, int[] order) {
    return Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
  }

  /**
   * Returns the means over several replays of each event.
   *
   * @param runs at least one; an event that is not in all of them, such as one that a scenario left
   *     without peers, is left out
   */
  static PerEvent mean(List<PerEvent> runs) {
    long[] common =
        Arrays.stream(runs.get(0).lines)
            .filter(line -> runs.stream().allMatch(run -> run.position(line) >= 0))
            .toArray();
    return new PerEvent(
        common,
        mean(runs, common, run -> run.selected),
        mean(runs, common, run -> run.random),
        mean(runs, common, run -> run.runningMean),
        mean(runs, common, run -> run.bestFixed));
  }

  private static double[] mean(
      List<PerEvent> runs, long[] lines, Function<PerEvent, double[]> column) {
    return Arrays.stream(lines)
        .mapToDouble(
            line ->
                runs.stream()
                    .mapToDouble(run -> column.apply(run)[run.position(line)])
                    .average()
                    .orElseThrow())
        .toArray();
  }

  private int position(long line) {
    return Arrays.binarySearch(lines, line);
  }

  /** Returns how many events there are. */
  public int size() {
    return lines.length;
  }

  double[] selected() {
    return selected;
  }

  double[] random() {
    return random;
  }

  double[] runningMean() {
    return runningMean;
  }

  double[] bestFixed() {
    return bestFixed;
  }
}
