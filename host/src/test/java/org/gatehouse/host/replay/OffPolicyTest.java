package org.gatehouse.host.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.selection.Selection;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.events.Events;
import org.gatehouse.host.replay.report.OffPolicy;
import org.gatehouse.host.replay.report.Report;
import org.junit.jupiter.api.Test;

final class OffPolicyTest {

  private static final double EXACT = 1e-12;

  private final OffPolicyEstimator estimator = new OffPolicyEstimator();

  private static Map<Integer, Double> certainly(int... uids) {
    return IntStream.of(uids).boxed().collect(Collectors.toMap(uid -> uid, uid -> 1.0));
  }

  private static Event event(Uids uids, double[] rewards, double... propensities) {
    return Event.builder(1, "p", uids, rewards).propensities(propensities).build();
  }

  private OffPolicy report() {
    return Objects.requireNonNull(estimator.report(1));
  }

  @Test
  void aLogWithoutPropensitiesHasNoEstimate() {
    assertThat(estimator.report(1)).isNull();
  }

  @Test
  void weighsTheChosenByTheInverseOfTheirPropensities() {
    // Each pair of events: (0.8 / 0.5 + 0) / 2 = 0.8 with weight 1; and (0.2 / 0.25) / 2 = 0.4
    // with weight 2.
    for (int i = 0; i < 100; i++) {
      estimator.event(event(Uids.of(3, 5), new double[] {0.8, 0.9}, 0.5, 0.5), 2, certainly(3, 4));
      estimator.event(event(Uids.of(3, 5), new double[] {0.2, 0.9}, 0.25, 0.5), 2, certainly(3, 4));
    }
    OffPolicy found = report();
    assertThat(found.events()).isEqualTo(200);
    // (100 * 1 + 100 * 2)^2 / (100 * 1 + 100 * 4)
    assertThat(found.effectiveSampleSize()).isCloseTo(180, within(1e-9));
    OffPolicy.Estimate estimate = Objects.requireNonNull(found.estimate());
    assertThat(estimate.ips()).isCloseTo(0.6, within(EXACT));
    assertThat(estimate.snips()).isCloseTo(0.4, within(EXACT));
    assertThat(estimate.snipsInterval().low()).isBetween(0.3, 0.4);
    assertThat(estimate.snipsInterval().high()).isBetween(0.4, 0.5);
  }

  @Test
  void tooSmallASampleIsRefusedInWords() {
    for (int i = 0; i < 99; i++) {
      estimator.event(event(Uids.of(3), new double[] {0.5}, 0.5), 1, certainly(3));
    }
    assertThat(report().estimate()).isNull();
    assertThat(report().refused())
        .isEqualTo(
            "the effective sample size is 99.0 of 99 events; below 100 the standard error of a mean"
                + " of rewards in [0, 1] may exceed 0.05: this choice differs too much from the"
                + " logged one, or the log is too short");
  }

  @Test
  void aChoiceThatTheLogNeverMadeIsRefused() {
    for (int i = 0; i < 200; i++) {
      estimator.event(event(Uids.of(3), new double[] {0.5}, 0.5), 1, certainly(4));
    }
    assertThat(report().effectiveSampleSize()).isZero();
    assertThat(report().refused())
        .isEqualTo("in none of 200 events did the log ask anybody whom this choice would ask");
  }

  @Test
  void estimatesWhatAnotherPolicyEarnsFromTheLogOfAUniformOne() {
    // Peer u earns u / 10 and a little noise; the log asks 2 of 10 uniformly, the choice is 8 and
    // 9.
    Random random = new Random(5);
    for (int i = 0; i < 4000; i++) {
      int first = random.nextInt(10);
      int second = (first + 1 + random.nextInt(9)) % 10;
      estimator.event(
          event(
              Uids.of(first, second),
              new double[] {
                first / 10.0 + 0.1 * random.nextDouble() - 0.05,
                second / 10.0 + 0.1 * random.nextDouble() - 0.05
              },
              0.2,
              0.2),
          2,
          certainly(8, 9));
    }
    OffPolicy.Estimate estimate = Objects.requireNonNull(report().estimate());
    assertThat(estimate.ips()).isCloseTo(0.85, within(0.06));
    assertThat(estimate.snips()).isCloseTo(0.85, within(0.02));
    assertThat(0.85).isBetween(estimate.ipsInterval().low(), estimate.ipsInterval().high());
  }

  @Test
  void aReplayChoosesAmongTheWholeNetworkForIt() {
    Events log = new Events();
    Random random = new Random(6);
    // The first event shows all peers; then 1 of 4 is asked, uniformly, and peer u earns u / 4.
    log.add(event(Uids.range(4), new double[] {0, 0.25, 0.5, 0.75}, 1, 1, 1, 1));
    for (int i = 0; i < 3000; i++) {
      int asked = random.nextInt(4);
      log.add(event(Uids.of(asked), new double[] {asked / 4.0}, 0.25));
    }
    Report report =
        new Replay(
                new FakeGate(4),
                UniformChoice.withSeed(1),
                new Report.Labels("fake", "uniform", 1, 7),
                () -> 0)
            .run(log, Metagraph.of(1, 0, List.of()), new Recorder());
    OffPolicy found = Objects.requireNonNull(report.details().offPolicy());
    assertThat(found.events()).isEqualTo(3001);
    // Every event weighs 1, for the choice is as uniform as the log's.
    assertThat(found.effectiveSampleSize()).isCloseTo(3001, within(1e-6));
    assertThat(Objects.requireNonNull(found.estimate()).ips()).isCloseTo(0.375, within(0.03));
  }

  @Test
  void aLogWithoutPropensitiesDrawsNothingMore() {
    Report report =
        new Replay(
                new FakeGate(2),
                (scores, metagraph, request) -> {
                  assertThat(metagraph.uids()).isEqualTo(Uids.of(1));
                  return new Selection(List.of(new Selection.Choice(1, 0, 1)));
                },
                new Report.Labels("fake", "one", 1, 7),
                () -> 0)
            .run(
                new Events().add(Uids.of(1), 1).add(Uids.of(1), 1),
                Metagraph.of(1, 0, List.of()),
                new Recorder());
    assertThat(report.details().offPolicy()).isNull();
  }
}
