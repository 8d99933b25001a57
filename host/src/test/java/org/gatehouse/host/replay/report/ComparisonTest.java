package org.gatehouse.host.replay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.gatehouse.host.replay.statistics.Interval;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

  /** A run of two events, the second of which may come first. */
  private static Report run(String gate, long seed, long[] lines, double... selected) {
    double mean = (selected[0] + selected[1]) / 2;
    double[] zero = new double[2];
    double[] one = {1, 1};
    PerEvent perEvent = PerEvent.of(lines, selected, zero, zero, one);
    Details none = Reports.empty();
    return new Report(
        new Report.Labels(gate, "top-k", 5, seed),
        2,
        0,
        0,
        new Rewards(mean, 0, 0, 0, 1, 1),
        null,
        new Report.Latency(1, 1),
        null,
        List.of(),
        new Details(
            none.confidence(),
            none.windows(),
            none.tasks(),
            none.replacements(),
            none.calibration(),
            none.forward(),
            none.backward(),
            none.offPolicy(),
            perEvent));
  }

  @Test
  void runsOfOneGateAndSelectorAreSummedUpInTheirOrder() {
    long[] order = {1, 2};
    List<Comparison.Summary> summaries =
        Comparison.of(
                List.of(
                    run("b", 7, order, 0.25, 0.25),
                    run("b", 8, order, 0.75, 0.75),
                    run("a", 7, order, 0.5, 0.5)))
            .summaries();
    assertThat(summaries).extracting(Comparison.Summary::gate).containsExactly("b", "a");
    assertThat(summaries.get(0).seeds()).containsExactly(7L, 8L);
    assertThat(summaries.get(0).reward().selected()).isEqualTo(0.5);
    assertThat(summaries.get(0).reward().share()).isEqualTo(0.5);
  }

  @Test
  void anEventCountsWithItsMeanWhereverItCame() {
    // Event 1 earns 0 and 1 in the two runs, event 2 earns 1 and 0: on average there is no doubt.
    Comparison.Summary summary =
        Comparison.of(
                List.of(run("a", 7, new long[] {1, 2}, 0, 1), run("a", 8, new long[] {2, 1}, 0, 1)))
            .summaries()
            .get(0);
    assertThat(summary.confidence().reward()).isEqualTo(new Interval(0.5, 0.5));
    assertThat(summary.confidence().share()).isEqualTo(new Interval(0.5, 0.5));
    assertThat(summary.confidence().overRunningMean()).isEqualTo(new Interval(0.5, 0.5));
  }

  @Test
  void anEventThatIsNotInEveryRunHasNoPartInTheIntervals() {
    Comparison.Summary summary =
        Comparison.of(
                List.of(
                    run("a", 7, new long[] {1, 2}, 0, 1), run("a", 8, new long[] {2, 3}, 0.5, 0)))
            .summaries()
            .get(0);
    assertThat(summary.events()).isEqualTo(1);
    assertThat(summary.confidence().reward()).isEqualTo(new Interval(0.75, 0.75));
    assertThat(summary.reward().selected()).isEqualTo(0.375);
  }

  @Test
  void runsWithoutACommonEventHaveNoIntervals() {
    assertThat(
            Comparison.of(
                    List.of(
                        run("a", 7, new long[] {1, 2}, 0, 1),
                        run("a", 8, new long[] {3, 4}, 0.5, 0)))
                .summaries()
                .get(0)
                .confidence()
                .reward())
        .isEqualTo(new Interval(Double.NaN, Double.NaN));
  }

  @Test
  void aShareIsOfTheWayFromRandomToTheBestFixedChoice() {
    assertThat(new Rewards(0.6, 0.5, 0.5, 0.5, 0.7, 0.9).share()).isCloseTo(0.5, within(1e-12));
    assertThat(new Rewards(0.8, 0.5, 0.5, 0.5, 0.7, 0.9).share()).isCloseTo(1.5, within(1e-12));
    assertThat(new Rewards(0.5, 0.5, 0.5, 0.5, 0.5, 0.5).share()).isNaN();
  }

  @Test
  void seedsAreARangeIfTheyAreOne() {
    assertThat(ReportText.list(List.of(4L))).isEqualTo("4");
    assertThat(ReportText.list(List.of(4L, 5L))).isEqualTo("4, 5");
    assertThat(ReportText.list(List.of(4L, 5L, 6L))).isEqualTo("4 to 6");
    assertThat(ReportText.list(List.of(4L, 5L, 8L))).isEqualTo("4, 5, 8");
  }
}
