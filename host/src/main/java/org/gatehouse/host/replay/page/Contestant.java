package org.gatehouse.host.replay.page;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.host.replay.report.Comparison;
import org.gatehouse.host.replay.report.Report;

/**
 * A gate with a selector, and its runs.
 *
 * @param number its place among all, from 0
 * @param name what tells it from the others
 * @param summary what its runs earned
 * @param runs at least one, by seed
 */
record Contestant(int number, String name, Comparison.Summary summary, List<Report> runs) {

  /** Copies the list. */
  Contestant {
    runs = List.copyOf(runs);
  }

  /** Returns the contestants of a comparison, in its order. */
  static List<Contestant> of(Comparison comparison) {
    List<Comparison.Summary> all = comparison.summaries();
    boolean gates = all.stream().map(Comparison.Summary::gate).distinct().count() > 1;
    boolean selectors = all.stream().map(Comparison.Summary::selector).distinct().count() > 1;
    List<Contestant> contestants = new ArrayList<>();
    for (Comparison.Summary summary : all) {
      contestants.add(
          new Contestant(
              contestants.size(),
              gates == selectors
                  ? summary.gate() + " · " + summary.selector()
                  : gates ? summary.gate() : summary.selector(),
              summary,
              comparison.runs().stream().filter(run -> isOf(run.labels(), summary)).toList()));
    }
    return List.copyOf(contestants);
  }

  private static boolean isOf(Report.Labels labels, Comparison.Summary summary) {
    return labels.gate().equals(summary.gate()) && labels.selector().equals(summary.selector());
  }

  /** Returns its first run. */
  Report first() {
    return runs.get(0);
  }
}
