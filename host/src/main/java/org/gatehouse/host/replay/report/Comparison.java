package org.gatehouse.host.replay.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several replays of the same events.
 *
 * @param runs the replays, those of one gate and selector one after the other, by seed
 * @param summaries what each gate and selector earned, in the order of the runs
 */
public record Comparison(List<Report> runs, List<Summary> summaries) {

  /** Copies the lists. */
  public Comparison {
    runs = List.copyOf(runs);
    summaries = List.copyOf(summaries);
  }

  /**
   * The runs of one gate with one selector.
   *
   * @param gate the gate's name
   * @param selector the selector's name
   * @param k how many peers were asked
   * @param seeds the seed of each run
   * @param events how many events all of the runs had
   * @param reward the mean rewards over all runs
   * @param confidence how sure these are: intervals over events, each of which counts with its mean
   *     over the runs
   */
  public record Summary(
      String gate,
      String selector,
      int k,
      List<Long> seeds,
      long events,
      Rewards reward,
      Confidence confidence) {

    /** Copies the list. */
    public Summary {
      seeds = List.copyOf(seeds);
    }
  }

  private record Players(String gate, String selector) {}

  /**
   * Compares replays.
   *
   * @param runs at least one
   */
  public static Comparison of(List<Report> runs) {
    Map<Players, List<Report>> groups = new LinkedHashMap<>();
    for (Report run : runs) {
      groups
          .computeIfAbsent(
              new Players(run.labels().gate(), run.labels().selector()), key -> new ArrayList<>())
          .add(run);
    }
    return new Comparison(runs, groups.values().stream().map(Comparison::summary).toList());
  }

  private static Summary summary(List<Report> runs) {
    Report first = runs.get(0);
    PerEvent mean = PerEvent.mean(runs.stream().map(run -> run.details().perEvent()).toList());
    return new Summary(
        first.labels().gate(),
        first.labels().selector(),
        first.labels().k(),
        runs.stream().map(run -> run.labels().seed()).toList(),
        mean.size(),
        Rewards.mean(runs.stream().map(Report::reward).toList()),
        Confidence.of(mean, first.labels().seed()));
  }
}
