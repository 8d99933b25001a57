package org.gatehouse.host.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.events.EventSource;
import org.gatehouse.host.replay.events.Events;
import org.gatehouse.host.replay.events.KnownPeers;
import org.gatehouse.host.replay.report.Details;
import org.gatehouse.host.replay.report.Report;
import org.gatehouse.host.replay.report.Rewards;
import org.gatehouse.host.replay.scenarios.Changes;
import org.gatehouse.host.replay.scenarios.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of every replay, tried on random logs. */
final class ReplayPropertyTest {

  private static final double EXACT = 1e-9;
  private static final int LOGS = 40;

  /** A log of up to 250 events, each with some of up to 12 peers and one of up to 4 tasks. */
  private static Events log(Random random) {
    int peers = 3 + random.nextInt(10);
    int tasks = 1 + random.nextInt(4);
    int events = 1 + random.nextInt(250);
    Events log = new Events();
    for (int i = 1; i <= events; i++) {
      int[] present =
          IntStream.range(0, peers).filter(uid -> uid == 0 || random.nextInt(4) > 0).toArray();
      double[] rewards = random.doubles(present.length, -1, 1).toArray();
      log.add(
          Event.builder(i, "p" + i, Uids.of(present), rewards)
              .task("t" + random.nextInt(tasks))
              .build());
    }
    return log;
  }

  private static Report replay(EventSource log, Metagraph start, int k, long seed) {
    return new Replay(
            new FakeGate(Math.max(1, start.uidSpace()), start, EnumSet.allOf(Capability.class)),
            UniformChoice.withSeed(seed),
            new Report.Labels("fake", "uniform", k, seed),
            () -> 0)
        .run(log, start, new Recorder());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "churn:20:2", "grow:30:2", "shrink:30:2", "churn:7:100%"})
  void thePartsOfAReportAgree(String scenario) {
    Random random = new Random(31);
    for (int i = 0; i < LOGS; i++) {
      Events log = log(random);
      int k = 1 + random.nextInt(4);
      Metagraph network = KnownPeers.firstSeen(log).orElseThrow();
      Changes changes =
          Changes.draw(
              scenario.isEmpty() || network.neurons().size() < 3
                  ? List.of()
                  : List.of(Scenario.parse(scenario)),
              network,
              i);
      EventSource changed = changes.apply(log);
      Report report = replay(changed, changes.start(network), k, i);
      assertThat(replay(changed, changes.start(network), k, i).reward()).isEqualTo(report.reward());
      check(report, k);
    }
  }

  private static void check(Report report, int k) {
    Rewards reward = report.reward();
    assertThat(reward.oracle() + EXACT)
        .isGreaterThanOrEqualTo(
            Math.max(
                Math.max(reward.selected(), reward.bestFixed()),
                Math.max(reward.runningMean(), reward.runningMeanUcb())));
    List<Details.Window> windows = report.details().windows();
    Details.Window last = windows.get(windows.size() - 1);
    assertThat(windows).hasSameSizeAs(report.curve()).hasSizeLessThanOrEqualTo(100);
    assertThat(last.event()).isEqualTo(report.events());
    assertThat(last.regretToOracle())
        .isCloseTo(report.events() * (reward.oracle() - reward.selected()), within(1e-6));
    assertThat(last.regretToBestFixed())
        .isCloseTo(report.events() * (reward.bestFixed() - reward.selected()), within(1e-6));
    double regret = 0;
    for (Details.Window window : windows) {
      assertThat(window.regretToOracle()).isGreaterThanOrEqualTo(regret - EXACT);
      regret = window.regretToOracle();
    }
    long chosen =
        windows.stream()
            .flatMap(window -> window.selections().values().stream())
            .mapToLong(Integer::longValue)
            .sum();
    assertThat(chosen).isBetween(report.events(), report.events() * k);
    assertThat(report.details().calibration().stream().mapToLong(bin -> bin.count()).sum())
        .isEqualTo(chosen);
    assertThat(report.details().tasks().stream().mapToLong(task -> task.events()).sum())
        .isEqualTo(report.events());
    assertThat(
            report.details().tasks().stream()
                    .mapToDouble(task -> task.events() * task.reward().selected())
                    .sum()
                / report.events())
        .isCloseTo(reward.selected(), within(EXACT));
    assertThat(report.details().confidence().reward().low())
        .isLessThanOrEqualTo(reward.selected() + EXACT);
    assertThat(report.details().confidence().reward().high())
        .isGreaterThanOrEqualTo(reward.selected() - EXACT);
  }
}
