package org.gatehouse.host.replay.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.api.Uids;
import org.gatehouse.host.replay.statistics.Calibration;
import org.gatehouse.host.replay.statistics.Histogram;
import org.gatehouse.host.replay.statistics.Interval;

/** Reports for tests. */
public final class Reports {

  private static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

  private Reports() {}

  /** Details of a replay in which nothing but the main numbers was measured. */
  static Details empty() {
    return new Details(
        new Confidence(UNKNOWN, UNKNOWN, UNKNOWN),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Histogram(List.of()),
        null,
        null,
        PerEvent.of(new long[0], new double[0], new double[0], new double[0], new double[0]));
  }

  /** Details with something of everything. */
  public static Details full() {
    return new Details(
        new Confidence(new Interval(0.6, 0.65), new Interval(-0.01, 0.1), new Interval(0.75, 1.5)),
        List.of(
            new Details.Window(2, rewards(0.5), 0.5, 0.25, new TreeMap<>(Map.of(3, 2))),
            new Details.Window(3, rewards(0.75), 0.75, 0.125, new TreeMap<>(Map.of(4, 1)))),
        List.of(
            new Details.TaskRewards("gsm8k", 2, rewards(0.5)),
            new Details.TaskRewards("mmlu", 1, rewards(0.75))),
        List.of(
            new Details.Replacement(
                2,
                Uids.of(3, 4),
                List.of(0.25, 0.5),
                List.of(0.125, 0.125),
                new TreeMap<>(Map.of(4, 7L)))),
        List.of(
            new Calibration.Bin(2, 0.25, 0.5, 0.125, null),
            new Calibration.Bin(1, 0.75, 0.5, 0, 0.0625)),
        new Histogram(List.of(new Histogram.Bar(4, 8, 3))),
        new Histogram(List.of(new Histogram.Bar(0.25, 0.5, 1), new Histogram.Bar(0.5, 1, 2))),
        new OffPolicy(
            300,
            150.5,
            new OffPolicy.Estimate(0.7, new Interval(0.6, 0.8), 0.65, new Interval(0.6, 0.7)),
            null),
        PerEvent.of(
            new long[] {1},
            new double[] {1},
            new double[] {0},
            new double[] {0},
            new double[] {1}));
  }

  public static Rewards rewards(double selected) {
    return new Rewards(selected, 0.25, 0.375, 0.4375, 0.625, 0.875);
  }
}
