package org.gatehouse.host.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.selection.Selection;
import org.gatehouse.api.selection.SelectionRequest;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.config.GatehouseConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunningShadowTest {

  private static final Metagraph BEFORE = network(100, "alice", "bob", "carol");
  private static final Metagraph AFTER = network(101, "alice", "eve", "carol");

  @TempDir private Path folder;

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final TreeMap<String, Long> counted = new TreeMap<>();
  private boolean ends = true;
  private ShadowGate gate;
  private RunningShadow shadow;

  private static Metagraph network(long block, String... hotkeys) {
    return Metagraph.of(
        1,
        block,
        IntStream.range(0, hotkeys.length).mapToObj(uid -> Neuron.of(uid, hotkeys[uid])).toList());
  }

  private void open(Metagraph known) {
    gate = ShadowGate.open(config(), Optional.ofNullable(known), ProgressListener.none());
    Worker worker =
        new Worker() {
          @Override
          public boolean end(Duration limit) {
            work();
            return ends;
          }

          @Override
          public void execute(Runnable task) {
            tasks.add(task);
          }
        };
    MeterSink meters =
        new MeterSink() {
          @Override
          public void count(String meter, long amount) {
            counted.merge(meter, amount, Long::sum);
          }

          @Override
          public void time(String meter, Duration duration) {}
        };
    shadow =
        new RunningShadow(
            gate, known, worker, new RunningShadow.Limits(2, Duration.ofSeconds(1)), meters);
  }

  @AfterEach
  void close() {
    ends = true;
    if (shadow != null) {
      shadow.close();
    }
    gate.close();
  }

  private void work() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private static Asked asked(Metagraph known, String id, String message) {
    Selection chosen =
        new Selection(List.of(new Selection.Choice(0, 0, 0.5), new Selection.Choice(1, 0, 0.5)));
    return new Asked(
        List.of(new Asked.Message(id, message, chosen)),
        known,
        known == null
            ? null
            : new Asked.Choosing("top-k", new SelectionRequest(2, Set.of(), 4096), known));
  }

  private static GateScores served(int... uids) {
    return GateScores.of(new UUID(0, 7), 0, Uids.range(3), new float[] {3, 2, 1}, "other")
        .select(uids);
  }

  private ShadowState state() {
    return shadow.state().orElseThrow();
  }

  private float[] sums() {
    return gate.gate().forward("any").scores();
  }

  @Test
  void learnsWhatTheServedGateLearnedAndIsCompared() {
    open(BEFORE);
    shadow.scored(asked(BEFORE, "a", "hi"));
    shadow.rewarded("a", served(0, 1), new float[] {0.25f, 0.5f}, BEFORE);
    assertThat(state().steps()).isZero();
    work();
    assertThat(sums()).containsExactly(0.25f, 0.5f, 0);
    ShadowState state = state();
    assertThat(state.gate()).isEqualTo("fake");
    assertThat(state.steps()).isEqualTo(1);
    assertThat(state.problem()).isNull();
    assertThat(state.comparison().events()).isEqualTo(1);
    // The served gate has the pair in the wrong order, the shadow knew nothing yet.
    assertThat(state.comparison().concordance()).isEqualTo(new Comparison.Both(0, 0.5));
    assertThat(state.comparison().reward().served()).isEqualTo(0.375);
    assertThat(state.comparison().effectiveSampleSize()).isEqualTo(1);
  }

  @Test
  void rewardsOfWhatItWasNotShownAreNoConcernOfIt() {
    open(BEFORE);
    shadow.rewarded("a", served(0), new float[] {1}, BEFORE);
    shadow.scored(asked(BEFORE, "b", "hi"));
    shadow.rewarded("b", served(), new float[0], BEFORE);
    work();
    assertThat(state().steps()).isZero();
    assertThat(state().failures()).isZero();
  }

  @Test
  void ofMoreScoresThanMayWaitTheOldestGiveWay() {
    open(null);
    List.of("a", "b", "c").forEach(id -> shadow.scored(asked(null, id, "hi")));
    List.of("a", "b", "c").forEach(id -> shadow.rewarded(id, served(0), new float[] {1}, null));
    work();
    assertThat(sums()).containsExactly(2, 0, 0);
    assertThat(state().comparison().reward().served()).isNaN();
  }

  @Test
  void followsTheNetworkAndForgetsWhoWasReplaced() {
    open(BEFORE);
    shadow.scored(asked(BEFORE, "a", "hi"));
    shadow.rewarded("a", served(0, 1), new float[] {0.25f, 0.5f}, BEFORE);
    shadow.scored(asked(AFTER, "b", "hi"));
    work();
    assertThat(sums()).containsExactly(0.25f, 0, 0);
    shadow.scored(asked(BEFORE, "c", "an older state is no news"));
    work();
    assertThat(state().problem()).isNull();
  }

  @Test
  void whatWouldHaveToWaitForTooLongIsDroppedAndCounted() {
    open(BEFORE);
    for (int i = 0; i < RunningShadow.MOST_WAITING; i++) {
      shadow.scored(asked(BEFORE, "a" + i, "hi"));
    }
    shadow.scored(asked(BEFORE, "b", "hi"));
    shadow.rewarded("a0", served(0), new float[] {1}, BEFORE);
    assertThat(tasks).hasSize(RunningShadow.MOST_WAITING);
    assertThat(state().dropped()).isEqualTo(2);
    assertThat(counted).containsEntry("gatehouse.host.shadow.dropped", 2L);
    work();
    shadow.scored(asked(BEFORE, "c", "hi"));
    assertThat(tasks).hasSize(1);
  }

  @Test
  void aRequestLargerThanAllThatMayWaitIsTakenInWhereNothingWaits() {
    open(BEFORE);
    Asked.Message message = new Asked.Message("a", "one of many", null);
    shadow.scored(new Asked(Collections.nCopies(1_000, message), BEFORE, null));
    assertThat(state().dropped()).isZero();
    shadow.scored(asked(BEFORE, "b", "hi"));
    assertThat(state().dropped()).isEqualTo(1);
  }

  @Test
  void aFailureIsCountedAndSaidAndTheNextMessageIsScored() {
    open(BEFORE);
    shadow.scored(asked(BEFORE, "a", "a defect"));
    shadow.scored(asked(BEFORE, "b", "unscorable"));
    work();
    assertThat(state().failures()).isEqualTo(2);
    assertThat(state().problem()).isEqualTo("the message is unscorable");
    assertThat(counted).containsEntry("gatehouse.host.shadow.failures", 2L);
    shadow.scored(asked(BEFORE, "c", "hi"));
    shadow.rewarded("c", served(0), new float[] {1}, BEFORE);
    work();
    assertThat(state().problem()).isNull();
    assertThat(state().steps()).isEqualTo(1);
  }

  @Test
  void aGateThatTheSelectorCannotChooseByLearnsAndIsCompared() {
    open(BEFORE);
    Asked asked = asked(BEFORE, "a", "hi");
    shadow.scored(
        new Asked(
            asked.messages(),
            BEFORE,
            new Asked.Choosing("thompson", SelectionRequest.of(2), BEFORE)));
    shadow.rewarded("a", served(0, 1), new float[] {0.25f, 0.5f}, BEFORE);
    work();
    assertThat(state().steps()).isEqualTo(1);
    assertThat(state().failures()).isEqualTo(1);
    assertThat(state().problem()).contains("this gate gives none");
    assertThat(state().comparison().concordance().shadow()).isEqualTo(0.5);
    assertThat(state().comparison().reward().served()).isNaN();
  }

  @Test
  void whatItLearnedIsThereAfterARestartBesideTheStateOfTheServedGate() {
    open(BEFORE);
    shadow.scored(asked(BEFORE, "a", "hi"));
    shadow.rewarded("a", served(0, 1), new float[] {0.25f, 0.5f}, BEFORE);
    shadow.close();
    shadow.scored(asked(BEFORE, "late", "hi"));
    assertThat(folder.resolve("shadow/fake")).isDirectoryContaining("glob:**snapshot-*");
    tasks.clear();
    open(AFTER);
    assertThat(state().steps()).isEqualTo(1);
    assertThat(sums()).containsExactly(0.25f, 0, 0);
  }

  @Test
  void aGateThatDoesNotEndIsGivenUp() {
    open(BEFORE);
    ends = false;
    shadow.close();
    assertThat(sums()).containsExactly(0, 0, 0);
  }

  @Test
  void aShadowThatCannotBeHadIsOneWithAProblem() throws Exception {
    gate = ShadowGate.open(config(), Optional.empty(), ProgressListener.none());
    try (Shadow second =
        Shadows.open(
            config(),
            Optional.empty(),
            ProgressListener.none(),
            1,
            Duration.ofSeconds(1),
            MeterSink.none())) {
      ShadowState state = second.state().orElseThrow();
      assertThat(state.steps()).isNull();
      assertThat(state.problem()).contains("shadow");
      second.scored(asked(BEFORE, "a", "hi"));
      second.rewarded("a", served(0), new float[] {1}, BEFORE);
    }
    assertThat(Shadow.none().state()).isEmpty();
  }

  private GatehouseConfig config() {
    return Shadows.configure(
        GatehouseConfig.loader().set("gatehouse.gating.num-uids=3"), "fake", folder);
  }
}
