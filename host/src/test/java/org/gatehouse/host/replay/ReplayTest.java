package org.gatehouse.host.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.Selection;
import org.gatehouse.host.fakes.FakeGate;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.events.EventSource;
import org.gatehouse.host.replay.events.Events;
import org.gatehouse.host.replay.events.KnownPeers;
import org.gatehouse.host.replay.report.Report;
import org.gatehouse.host.replay.report.Rewards;
import org.gatehouse.host.replay.statistics.Calibration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ReplayTest {

  private static final double EXACT = 1e-12;
  private static final Metagraph NOBODY = Metagraph.of(1, 0, List.of());

  private final Recorder recorder = new Recorder();
  private long clock;

  /** Chooses the k highest uids of those offered, so that a test knows who is chosen. */
  private static final PeerSelector HIGHEST_UIDS =
      (scores, metagraph, request) ->
          new Selection(
              Arrays.stream(metagraph.uids().toArray())
                  .boxed()
                  .sorted((a, b) -> b - a)
                  .limit(request.k())
                  .map(uid -> new Selection.Choice(uid, 0, 1))
                  .toList());

  private Report run(FakeGate gate, int k, EventSource log) {
    return run(gate, k, log, NOBODY);
  }

  private Report run(FakeGate gate, int k, EventSource log, Metagraph start) {
    Report.Labels labels = new Report.Labels("fake", "highest", k, 7);
    return new Replay(gate, HIGHEST_UIDS, labels, () -> clock += 1_000_000)
        .run(log, start, recorder);
  }

  @Nested
  class Learning {

    @Test
    void tellsTheGateTheRewardsOfTheChosenPeersOnly() {
      FakeGate gate = new FakeGate(4);
      run(gate, 2, new Events().add(Uids.of(3, 0, 2), 0.3, 0.0, 0.2).add(Uids.of(1, 0), 0.5, 0.25));
      assertThat(gate.calls())
          .containsExactly(
              "resync replaced [] added [0, 2, 3] removed [] at block 0",
              "forward p1",
              "backward 3=0.3 2=0.2",
              "resync replaced [] added [1] removed [] at block 0",
              "forward p2",
              "backward 1=0.5 0=0.25");
    }

    @Test
    void asksAllPeersOfAnEventThatHasFewerThanK() {
      FakeGate gate = new FakeGate(4);
      Report report = run(gate, 5, new Events().add(Uids.of(2, 1), 0.5, 0.25));
      assertThat(gate.calls()).contains("backward 2=0.5 1=0.25");
      assertThat(report.reward().selected()).isEqualTo(0.375);
    }

    @Test
    void leavesAGateAloneThatCannotLearn() {
      FakeGate gate = new FakeGate(2, null, EnumSet.complementOf(EnumSet.of(Capability.LEARN)));
      Report report = run(gate, 1, new Events().add(Uids.of(0, 1), 0.5, 0.25));
      assertThat(gate.calls()).noneMatch(call -> call.startsWith("backward"));
      assertThat(report.loss()).isNull();
      assertThat(report.backward()).isNull();
      assertThat(report.curve()).containsExactly(new Report.Point(1, 0.25, null));
    }

    @Test
    void measuresLatencyAndLoss() {
      Report report = run(new FakeGate(2), 1, new Events().add(Uids.of(0), 1).add(Uids.of(0), 1));
      assertThat(report.forward()).isEqualTo(new Report.Latency(1, 1));
      assertThat(report.backward()).isEqualTo(new Report.Latency(1, 1));
      assertThat(report.loss()).isEqualTo(new Report.Loss(1, 0.5));
    }
  }

  @Nested
  class Peers {

    @Test
    void resyncsBeforeAnEventThatBringsAnotherHotkey() {
      FakeGate gate = new FakeGate(2);
      Uids both = Uids.of(0, 1);
      Report report =
          run(
              gate,
              1,
              new Events()
                  .add(Events.atBlock(1, 10, both, List.of("a", "b"), 0.1, 0.2))
                  .add(Events.atBlock(2, 11, both, List.of("a", "b"), 0.1, 0.2))
                  .add(Events.atBlock(3, 12, both, List.of("a", "c"), 0.1, 0.2)));
      assertThat(gate.calls())
          .filteredOn(call -> call.startsWith("resync"))
          .containsExactly(
              "resync replaced [] added [0, 1] removed [] at block 10",
              "resync replaced [1] added [] removed [] at block 12");
      assertThat(gate.calls().indexOf("forward p3")).isEqualTo(gate.calls().size() - 2);
      assertThat(report.resyncs()).isEqualTo(2);
      assertThat(recorder.resyncs).last().isEqualTo("3: replaced [1] added []");
    }

    @Test
    void doesNotResyncForWhatTheStartAlreadyHolds() {
      FakeGate gate = new FakeGate(2);
      Event event = Events.named(1, Uids.of(0, 1), List.of("a", "b"), 0.1, 0.2);
      Events log = new Events().add(event);
      run(gate, 1, log, KnownPeers.firstSeen(log).orElseThrow());
      assertThat(gate.calls()).containsExactly("forward p1", "backward 1=0.2");
    }

    @Test
    void inventsNamesWhereTheLogHasNone() {
      FakeGate gate = new FakeGate(9);
      run(gate, 1, new Events().add(Uids.of(8, 3), 0.1, 0.2));
      assertThat(gate.hotkeys()).containsOnly(entry(3, "uid-3"), entry(8, "uid-8"));
    }

    @Test
    void aHotkeyThatMovesLeavesItsOldUid() {
      FakeGate gate = new FakeGate(3);
      run(
          gate,
          1,
          new Events()
              .add(Events.named(1, Uids.of(0, 1), List.of("a", "b"), 0.1, 0.2))
              .add(Events.named(2, Uids.of(2), List.of("a"), 0.1)));
      assertThat(gate.calls()).contains("resync replaced [] added [2] removed [0] at block 0");
      assertThat(gate.hotkeys()).containsOnly(entry(1, "b"), entry(2, "a"));
    }

    @Test
    void hotkeysMaySwap() {
      FakeGate gate = new FakeGate(2);
      Uids both = Uids.of(0, 1);
      run(
          gate,
          1,
          new Events()
              .add(Events.named(1, both, List.of("a", "b"), 0.1, 0.2))
              .add(Events.named(2, both, List.of("b", "a"), 0.1, 0.2)));
      assertThat(gate.calls()).contains("resync replaced [0, 1] added [] removed [] at block 0");
    }

    @Test
    void aLargerUidMakesTheGateGrow() {
      FakeGate gate = new FakeGate(2);
      run(gate, 1, new Events().add(Uids.of(0), 0.1).add(Uids.of(100), 0.2));
      assertThat(gate.numUids()).isEqualTo(101);
    }

    @Test
    void blocksNeverGoBack() {
      FakeGate gate = new FakeGate(2);
      run(
          gate,
          1,
          new Events()
              .add(Events.atBlock(1, 20, Uids.of(0), List.of("a"), 0.1))
              .add(Events.atBlock(2, 10, Uids.of(0), List.of("b"), 0.1)));
      assertThat(gate.calls()).contains("resync replaced [0] added [] removed [] at block 20");
    }

    @Test
    void aGateThatCannotFollowIsNotTold() {
      FakeGate gate = new FakeGate(2, null, Set.of(Capability.LEARN));
      Report report = run(gate, 1, new Events().add(Uids.of(0), 0.1));
      assertThat(gate.calls()).containsExactly("forward p1", "backward 0=0.1");
      assertThat(report.resyncs()).isEqualTo(1);
    }
  }

  @Nested
  class Earnings {

    @Test
    void comparesWithTheBaselinesOfTheSameEvents() {
      Report report =
          run(
              new FakeGate(3),
              1,
              new Events()
                  .add(Uids.of(0, 1, 2), 0.9, 0.3, 0.6)
                  .add(Uids.of(0, 1, 2), 0.1, 0.8, 0.6)
                  .add(Uids.of(0, 1), 0.4, 0.2));
      // Chosen: uids 2, 2, 1.
      assertThat(report.reward().selected()).isCloseTo((0.6 + 0.6 + 0.2) / 3, within(EXACT));
      assertThat(report.reward().random()).isCloseTo((0.6 + 0.5 + 0.3) / 3, within(EXACT));
      // Unseen first: uids 0, 1, then 0 with 0.9 before 1 with 0.8.
      assertThat(report.reward().runningMean()).isCloseTo((0.9 + 0.8 + 0.4) / 3, within(EXACT));
      // Means: 0: 1.4 / 3, 1: 1.3 / 3, 2: 0.6.
      assertThat(report.reward().bestFixed()).isCloseTo((0.6 + 0.6 + 0.4) / 3, within(EXACT));
      assertThat(report.reward().oracle()).isCloseTo((0.9 + 0.8 + 0.4) / 3, within(EXACT));
    }

    @Test
    void aReplacedPeerIsUnseenAgainForTheRunningMean() {
      Uids both = Uids.of(0, 1);
      Report report =
          run(
              new FakeGate(2),
              1,
              new Events()
                  .add(Events.named(1, both, List.of("a", "b"), 0.9, 0.5))
                  .add(Events.named(2, both, List.of("a", "b"), 0.9, 0.5))
                  .add(Events.named(3, both, List.of("a", "c"), 0.9, 0.1)));
      assertThat(report.reward().runningMean()).isCloseTo((0.9 + 0.5 + 0.1) / 3, within(EXACT));
    }

    @Test
    void theOracleIsComputedOnExpectedRewardsWhereTheyAreKnown() {
      Event event =
          Event.builder(1, "p", Uids.of(0, 1), new double[] {0.9, 0.1})
              .expected(new double[] {0.4, 0.5})
              .build();
      assertThat(run(new FakeGate(2), 1, new Events().add(event)).reward().oracle()).isEqualTo(0.5);
    }
  }

  @Nested
  class Predictions {

    /** Two events: the prompts "p1" and "p2" add 2 / 8 to the scores, the first reward 0.5. */
    private final Events log = new Events().add(Uids.of(0, 3), 1, 0.5).add(Uids.of(3), 0.75);

    private List<Calibration.Bin> bins(FakeGate gate) {
      return run(gate, 1, log).details().calibration();
    }

    @Test
    void areScoresWithoutTheirOptimism() {
      assertThat(bins(new FakeGate(4).optimistic(16)))
          .containsExactly(
              new Calibration.Bin(1, 0.25, 0.5, 0, 1.0),
              new Calibration.Bin(1, 0.75, 0.75, 0, 0.5));
    }

    @Test
    void areScoresOfAGateThatDoesNotExplainThem() {
      assertThat(bins(new FakeGate(4)))
          .containsExactly(
              new Calibration.Bin(1, 0, 0.5, 0, null), new Calibration.Bin(1, 0.5, 0.75, 0, null));
    }

    @Test
    void areAskedForOfTheChosenAloneAndTakeNoTimeOfTheGate() {
      FakeGate gate = new FakeGate(4).explaining();
      Report.Labels labels = new Report.Labels("fake", "highest", 1, 7);
      Report report =
          new Replay(gate, HIGHEST_UIDS, labels, () -> explained(gate).size())
              .run(log, NOBODY, recorder);
      assertThat(explained(gate)).containsExactly("explain [3]", "explain [3]");
      assertThat(report.forward()).isEqualTo(new Report.Latency(0, 0));
      assertThat(report.backward()).isEqualTo(new Report.Latency(0, 0));
    }

    private static List<String> explained(FakeGate gate) {
      return gate.calls().stream().filter(call -> call.startsWith("explain")).toList();
    }
  }

  @Nested
  class Failures {

    @Test
    void anEventThatTheGateRefusesIsSkippedInAllNumbers() {
      Report report =
          run(
              new FakeGate(2),
              1,
              new Events()
                  .add(Events.event(1, "good", Uids.of(0, 1), 0.25, 0.5))
                  .add(Events.event(2, "unscorable", Uids.of(0, 1), 1, 0)));
      assertThat(report.events()).isEqualTo(1);
      assertThat(report.skipped()).isEqualTo(1);
      assertThat(report.reward()).isEqualTo(new Rewards(0.5, 0.375, 0.25, 0.25, 0.5, 0.5));
      assertThat(recorder.problems).containsExactly("2: prompt: the message is unscorable");
    }

    @Test
    void aLogWithoutEventsIsAFailure() {
      assertThatThrownBy(() -> run(new FakeGate(2), 1, new Events()))
          .isInstanceOf(GatehouseException.class)
          .hasMessage("events.jsonl: expected at least one valid event, found none");
    }

    @Test
    void otherFailuresNameTheLine() {
      FakeGate gate = new FakeGate(2, null, Set.of(Capability.LEARN));
      Events log = new Events().add(Uids.of(0), 0.1).add(Uids.of(5), 0.2);
      assertThatThrownBy(() -> run(gate, 1, log))
          .isInstanceOf(GatehouseException.class)
          .hasMessage("events.jsonl:2: uid 5 has no score; expected one of 0 to 1");
    }
  }

  private static Map.Entry<Integer, String> entry(int uid, String hotkey) {
    return Map.entry(uid, hotkey);
  }
}
