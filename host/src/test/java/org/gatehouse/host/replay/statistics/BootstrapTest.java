package org.gatehouse.host.replay.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BootstrapTest {

  private static double mean(double[] means) {
    return means[0];
  }

  private static double[] normal(int size, long seed) {
    return new Random(seed).doubles(size).map(u -> 10 * u).toArray();
  }

  @Test
  void eventsThatAreAllAlikeLeaveNoDoubt() {
    double[] alike = new double[7];
    Arrays.fill(alike, 0.5);
    assertThat(Bootstrap.intervals(List.of(alike), List.of(BootstrapTest::mean), 1))
        .containsExactly(new Interval(0.5, 0.5));
  }

  @Test
  void twoEventsGiveTheirOwnValuesAsBounds() {
    // A quarter of the draws holds only the one, a quarter only the other.
    assertThat(Bootstrap.intervals(List.of(new double[] {0, 1}), List.of(BootstrapTest::mean), 1))
        .containsExactly(new Interval(0, 1));
  }

  @Test
  void isAsWideAsTheNormalApproximationOfManyEvents() {
    double[] values = normal(400, 3);
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    double half = 1.96 * Math.sqrt(variance / values.length);
    Interval interval =
        Bootstrap.intervals(List.of(values), List.of(BootstrapTest::mean), 4).get(0);
    assertThat(interval.low()).isCloseTo(mean - half, within(0.1 * half));
    assertThat(interval.high()).isCloseTo(mean + half, within(0.1 * half));
  }

  @Test
  void coversTheTruthAboutNineteenTimesInTwenty() {
    int covered = 0;
    for (int i = 0; i < 200; i++) {
      Interval interval =
          Bootstrap.intervals(List.of(normal(60, i)), List.of(BootstrapTest::mean), i).get(0);
      covered += interval.low() <= 5 && 5 <= interval.high() ? 1 : 0;
    }
    assertThat(covered).isBetween(178, 199);
  }

  @Test
  void keepsTheNumbersOfAnEventTogether() {
    double[] first = normal(100, 5);
    double[] second = Arrays.stream(first).map(v -> v - 2).toArray();
    Interval interval =
        Bootstrap.intervals(List.of(first, second), List.of(means -> means[0] - means[1]), 6)
            .get(0);
    assertThat(interval.low()).isCloseTo(2, within(1e-9));
    assertThat(interval.high()).isCloseTo(2, within(1e-9));
  }

  @Test
  void theSameSeedGivesTheSameIntervals() {
    double[] values = normal(50, 7);
    assertThat(Bootstrap.intervals(List.of(values), List.of(BootstrapTest::mean), 8))
        .isEqualTo(Bootstrap.intervals(List.of(values), List.of(BootstrapTest::mean), 8))
        .isNotEqualTo(Bootstrap.intervals(List.of(values), List.of(BootstrapTest::mean), 9));
  }

  @Test
  void whatIsNowhereDefinedHasNoInterval() {
    assertThat(Bootstrap.intervals(List.of(new double[] {1, 2}), List.of(means -> Double.NaN), 1))
        .containsExactly(new Interval(Double.NaN, Double.NaN));
  }

  @Test
  void manyEventsAreDrawnInBlocks() {
    // 20 001 events in blocks of three; the shorter last one must not count for more.
    double[] values = new double[20_001];
    Arrays.fill(values, 0.25);
    assertThat(Bootstrap.intervals(List.of(values), List.of(BootstrapTest::mean), 1))
        .containsExactly(new Interval(0.25, 0.25));
  }
}
