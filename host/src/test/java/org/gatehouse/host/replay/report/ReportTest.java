package org.gatehouse.host.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.host.Golden;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ReportTest {

  private static final Report.Labels LABELS =
      new Report.Labels("sentence", "epsilon-greedy", 5, 42);
  private static final Rewards REWARDS = new Rewards(0.625, 0.5, 0.55, 0.575, 0.6, 0.875);

  private static Report learned() {
    return new Report(
        LABELS,
        3,
        1,
        2,
        REWARDS,
        new Report.Loss(0.00125, 0.0005),
        new Report.Latency(5.5, 12.25),
        new Report.Latency(0.25, 1),
        List.of(
            new Report.Point(1, 0.5, 0.00125),
            new Report.Point(2, 0.625, 0.001),
            new Report.Point(3, 0.75, 0.0005)),
        Reports.full());
  }

  private static Report unlearned(List<Report.Point> curve) {
    return new Report(
        LABELS,
        curve.size(),
        0,
        0,
        REWARDS,
        null,
        new Report.Latency(5.5, 12.25),
        null,
        curve,
        Reports.empty());
  }

  @Nested
  class AsJson {

    @Test
    void hasEveryNumber() {
      assertThat(ReportJson.of(learned()) + "\n").isEqualTo(Golden.text("report.json"));
    }

    @Test
    void hasNullsForAGateThatDoesNotLearn() {
      assertThat(ReportJson.of(unlearned(List.of(new Report.Point(1, 0.5, null)))))
          .contains("\"loss\": null,", "\"backward\": null")
          .contains("{\"event\": 1,\"reward\": 0.5,\"loss\": null}");
    }

    @Test
    void hasNullForALossThatDiverged() {
      Report report =
          new Report(
              LABELS,
              1,
              0,
              0,
              REWARDS,
              new Report.Loss(1, Double.NaN),
              new Report.Latency(1, 1),
              new Report.Latency(1, 1),
              List.of(new Report.Point(1, 0.5, Double.NaN)),
              Reports.empty());
      assertThat(ReportJson.of(report)).contains("\"last\": null").doesNotContain("NaN");
    }
  }

  @Nested
  class AsText {

    @Test
    void hasTheSameNumbersAndSaysWhatTheyMean() {
      assertThat(String.join("\n", ReportText.of("events.jsonl", learned())) + "\n")
          .isEqualTo(Golden.text("report.txt"));
    }

    @Test
    void saysThatAGateDoesNotLearn() {
      assertThat(ReportText.of("x", unlearned(List.of(new Report.Point(1, 0.5, null)))))
          .contains("Loss: none, the gate does not learn")
          .contains("Latency: forward 5.50 ms (p99 12.25)");
    }

    @Test
    void mergesTheWindowsOfALongCurve() {
      List<Report.Point> curve = new ArrayList<>();
      for (int i = 1; i <= 41; i++) {
        curve.add(new Report.Point(i, i, null));
      }
      List<String> lines = ReportText.of("x", unlearned(curve));
      assertThat(lines)
          .contains("         3    2.0000", "         6    5.0000  ###")
          .last()
          .asString()
          .startsWith("        41   40.5000  ");
    }
  }

  @Nested
  class InWords {

    private static List<String> of(
        double selected, double random, double runningMean, double bestFixed, double oracle) {
      return Verdict.of(new Rewards(selected, random, runningMean, runningMean, bestFixed, oracle));
    }

    @Test
    void aGoodGate() {
      assertThat(of(0.6, 0.5, 0.55, 0.58, 0.9))
          .containsExactly(
              "The chosen peers went 25.0 % of the way from random to the oracle.",
              "They earned 0.0500 more than the running mean and 0.0200 more than the best fixed"
                  + " choice: looking at the prompt paid.");
    }

    @Test
    void aBadGate() {
      assertThat(of(0.4, 0.5, 0.4, 0.58, 0.9))
          .containsExactly(
              "The chosen peers earned less than random ones would have: -25.0 % of the way from"
                  + " random to the oracle.",
              "They earned as much as the running mean and 0.1800 less than the best fixed"
                  + " choice.");
    }

    @Test
    void aGateThatOnlyTheRunningMeanBeats() {
      assertThat(of(0.6, 0.5, 0.65, 0.58, 0.9))
          .last()
          .isEqualTo(
              "They earned 0.0500 less than the running mean and 0.0200 more than the best fixed"
                  + " choice.");
    }

    @Test
    void aGateThatIsHardlyBetter() {
      assertThat(of(0.58005, 0.5, 0.55, 0.58, 0.9)).last().asString().endsWith("choice.");
      assertThat(of(0.58, 0.5, 0.57995, 0.55, 0.9)).last().asString().endsWith("choice.");
      assertThat(of(0.5802, 0.5, 0.58, 0.58, 0.9)).last().asString().endsWith("prompt paid.");
    }

    @Test
    void aLogThatTellsNothing() {
      assertThat(of(0.5, 0.5, 0.5, 0.5, 0.5))
          .first()
          .isEqualTo(
              "Every choice earned the same: this log cannot tell a good gate from a bad one.");
    }
  }
}
