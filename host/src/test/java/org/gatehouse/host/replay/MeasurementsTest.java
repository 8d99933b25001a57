package org.gatehouse.host.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.report.Details;
import org.gatehouse.host.replay.report.Report;
import org.gatehouse.host.replay.report.Rewards;
import org.gatehouse.host.replay.statistics.Calibration;
import org.gatehouse.host.replay.statistics.Histogram;
import org.junit.jupiter.api.Test;

final class MeasurementsTest {

  private static final Report.Labels LABELS = new Report.Labels("g", "s", 1, 0);

  /**
   * Event i, from 1, has reward i, loss i and takes i milliseconds; the best fixed choice earns one
   * more and the oracle three more.
   */
  private static Report report(int events) {
    Measurements measured = new Measurements(LABELS);
    for (int i = 1; i <= events; i++) {
      Event event =
          Event.builder(i, "p", Uids.of(i % 2, 7), new double[] {i, 0})
              .task(i % 2 == 0 ? "even" : "odd")
              .build();
      measured.forward(i * 1_000_000L);
      measured.step(new TrainingStep(i, i, 0, Uids.empty(), Uids.empty()), i * 2_000_000L);
      measured.rewards(i, 0, 0, 0, i + 3);
      measured.choice(
          event,
          Uids.of(i % 2),
          List.of(new Predictor.Prediction(2 * i, Float.NaN)),
          new int[] {0});
    }
    for (int i = 1; i <= events; i++) {
      measured.bestFixed(i + 1);
    }
    return measured.report(0);
  }

  @Test
  void fewEventsAreAWindowEach() {
    assertThat(report(3).curve())
        .containsExactly(
            new Report.Point(1, 1, 1.0), new Report.Point(2, 2, 2.0), new Report.Point(3, 3, 3.0));
  }

  @Test
  void manyEventsShareWindowsOfEqualSize() {
    assertThat(report(100).curve()).hasSize(100);
    assertThat(report(200).curve()).hasSize(100).first().isEqualTo(new Report.Point(2, 1.5, 1.5));
  }

  @Test
  void theLastWindowMayHoldFewer() {
    assertThat(report(101).curve())
        .hasSize(51)
        .last()
        .isEqualTo(new Report.Point(101, 101.0, 101.0));
  }

  @Test
  void theLossIsThatOfTheFirstAndLastTenth() {
    assertThat(report(40).loss()).isEqualTo(new Report.Loss(2.5, 38.5));
  }

  @Test
  void fewStepsHaveATenthOfOne() {
    assertThat(report(5).loss()).isEqualTo(new Report.Loss(1, 5));
  }

  @Test
  void percentilesAreValuesThatWereMeasured() {
    Report report = report(200);
    assertThat(report.forward()).isEqualTo(new Report.Latency(100, 198));
    assertThat(report.backward()).isEqualTo(new Report.Latency(200, 396));
  }

  @Test
  void regretIsSummedUpToTheEndOfEachWindow() {
    assertThat(report(200).details().windows())
        .hasSize(100)
        .last()
        .satisfies(
            window -> {
              assertThat(window.event()).isEqualTo(200);
              assertThat(window.reward()).isEqualTo(new Rewards(199.5, 0, 0, 0, 200.5, 202.5));
              assertThat(window.regretToBestFixed()).isEqualTo(200);
              assertThat(window.regretToOracle()).isEqualTo(600);
            });
  }

  @Test
  void selectionsAreCountedByWindow() {
    assertThat(report(101).details().windows())
        .extracting(Details.Window::selections)
        .startsWith(new TreeMap<>(Map.of(0, 1, 1, 1)))
        .endsWith(new TreeMap<>(Map.of(1, 1)));
  }

  @Test
  void tasksHaveRewardsOfTheirOwn() {
    assertThat(report(4).details().tasks())
        .containsExactly(
            new Details.TaskRewards("even", 2, new Rewards(3, 0, 0, 0, 4, 6)),
            new Details.TaskRewards("odd", 2, new Rewards(2, 0, 0, 0, 3, 5)));
  }

  @Test
  void predictionsAreComparedWithRewards() {
    assertThat(report(2).details().calibration())
        .containsExactly(
            new Calibration.Bin(1, 2, 1, 0, null), new Calibration.Bin(1, 4, 2, 0, null));
  }

  @Test
  void latenciesHaveAHistogram() {
    assertThat(report(2).details().forward().bars())
        .extracting(Histogram.Bar::count)
        .containsExactly(1L, 0L, 1L);
  }
}
