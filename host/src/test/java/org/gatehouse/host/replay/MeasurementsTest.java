package org.gatehouse.host.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.TrainingStep;
import org.junit.jupiter.api.Test;

final class MeasurementsTest {

  private static final Report.Labels LABELS = new Report.Labels("g", "s", 1, 0);

  /** Event i, from 1, has reward i, loss i and takes i milliseconds. */
  private static Report report(int events) {
    Measurements measured = new Measurements();
    for (int i = 1; i <= events; i++) {
      measured.forward(i * 1_000_000L);
      measured.step(new TrainingStep(i, i, 0, Uids.empty(), Uids.empty()), i * 2_000_000L);
      measured.rewards(i, 0, 0, 0);
    }
    return measured.report(LABELS, 0, 0);
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
}
