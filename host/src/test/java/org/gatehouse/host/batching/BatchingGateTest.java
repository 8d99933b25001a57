package org.gatehouse.host.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.gating.InvalidMessageException;
import org.gatehouse.host.batching.Callers.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class BatchingGateTest {

  private static final int MAX_BATCH = 4;
  private static final int QUEUE = 10;
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private final HeldGate gate = new HeldGate();
  private final BlockingQueue<Integer> sizes = new LinkedBlockingQueue<>();
  private final BatchingGate batching = batching(MAX_BATCH, Duration.ZERO);
  private final Callers callers = new Callers(batching);

  private BatchingGate batching(int maxBatch, Duration maxWait) {
    return new BatchingGate(gate, new BatchingSettings(maxBatch, maxWait, QUEUE), sizes::add);
  }

  private static List<Float> scores(String... messages) {
    return List.of(messages).stream().map(HeldGate::score).toList();
  }

  /** Nobody hangs, whatever happened. */
  @AfterEach
  void allReturn() {
    gate.letAllGo();
    callers.close();
    assertThat(batching.waiting()).isZero();
  }

  /** Runs a batch of one message, which is held: the gate is busy. */
  private Caller occupy() throws InterruptedException {
    gate.hold();
    Caller first = callers.call("first");
    gate.awaitBatch();
    return first;
  }

  @Test
  void aLoneCallIsMadeInItsOwnThread() {
    assertThat(HeldGate.floats(batching.forward(List.of("a", "b")))).isEqualTo(scores("a", "b"));
    assertThat(batching.forward("c").scoreAt(0)).isEqualTo(HeldGate.score("c"));
    assertThat(batching.forward(List.of())).isEmpty();
    assertThat(gate.batches()).containsExactly(List.of("a", "b"), List.of("c"), List.of());
    assertThat(gate.threads()).containsOnly(Thread.currentThread());
    assertThat(sizes).containsExactly(2, 1);
  }

  @Test
  void whatArrivesDuringABatchIsInTheNextOneInItsOrder() throws Exception {
    Caller first = occupy();
    Caller a = callers.callAndWait(batching, 1, "a");
    Caller bc = callers.callAndWait(batching, 3, "b", "c");
    Caller d = callers.callAndWait(batching, 4, "d");
    gate.letAllGo();
    assertThat(first.scores()).isEqualTo(scores("first"));
    assertThat(a.scores()).isEqualTo(scores("a"));
    assertThat(bc.scores()).isEqualTo(scores("b", "c"));
    assertThat(d.scores()).isEqualTo(scores("d"));
    assertThat(gate.batches()).containsExactly(List.of("first"), List.of("a", "b", "c", "d"));
    assertThat(gate.threads()).containsExactly(first.thread(), a.thread());
    assertThat(sizes).containsExactly(1, 4);
  }

  @Test
  void noBatchIsLargerThanItMayBeAndNoCallIsDividedOrOvertaken() throws Exception {
    occupy();
    callers.callAndWait(batching, 2, "a", "b");
    callers.callAndWait(batching, 5, "c", "d", "e");
    callers.callAndWait(batching, 6, "f");
    Caller large = callers.callAndWait(batching, 10, "g", "h", "i", "j");
    gate.letAllGo();
    assertThat(large.scores()).isEqualTo(scores("g", "h", "i", "j"));
    assertThat(gate.batches())
        .containsExactly(
            List.of("first"),
            List.of("a", "b"),
            List.of("c", "d", "e", "f"),
            List.of("g", "h", "i", "j"));
  }

  @Test
  void aCallOfMoreMessagesThanABatchIsABatchOfItsOwn() throws Exception {
    occupy();
    callers.callAndWait(batching, 1, "a");
    Caller large = callers.callAndWait(batching, 6, "b", "c", "d", "e", "f");
    Caller last = callers.callAndWait(batching, 7, "g");
    gate.letAllGo();
    assertThat(large.scores()).isEqualTo(scores("b", "c", "d", "e", "f"));
    assertThat(last.scores()).isEqualTo(scores("g"));
    assertThat(gate.batches())
        .containsExactly(
            List.of("first"), List.of("a"), List.of("b", "c", "d", "e", "f"), List.of("g"));
  }

  @Test
  void aBatchOfOneIsNoBatching() throws Exception {
    BatchingGate off = batching(1, AN_HOUR);
    gate.hold();
    try (Callers both = new Callers(off)) {
      both.call("a");
      both.call("b");
      gate.awaitBatch();
      gate.awaitBatch();
      assertThat(gate.batches()).containsExactlyInAnyOrder(List.of("a"), List.of("b"));
      gate.letAllGo();
    }
  }

  @Nested
  class AFullQueue {

    @Test
    void refusesAtOnceAndKeepsWhatWaits() throws Exception {
      occupy();
      Caller waiting = callers.callAndWait(batching, 3, "a", "b", "c");
      Caller more = callers.callAndWait(batching, 8, "d", "e", "f", "g", "h");
      assertThatThrownBy(() -> batching.forward(List.of("i", "j", "k")))
          .isInstanceOf(OverloadedException.class)
          .hasMessage(
              "the gate is busy: 8 messages wait for it, and there is no room for 3 more; expected at most 10 (gatehouse.host.batching.queue); try again later");
      Caller last = callers.callAndWait(batching, 10, "l", "m");
      gate.letAllGo();
      assertThat(waiting.scores()).isEqualTo(scores("a", "b", "c"));
      assertThat(more.scores()).hasSize(5);
      assertThat(last.scores()).isEqualTo(scores("l", "m"));
      assertThat(batching.forward("n").scoreAt(0)).isEqualTo(HeldGate.score("n"));
    }

    @Test
    void doesNotConcernACallThatFindsTheGateIdle() {
      String[] many = new String[QUEUE + 1];
      Arrays.fill(many, "a");
      assertThat(batching.forward(List.of(many))).hasSize(QUEUE + 1);
    }
  }

  @Nested
  class ALimitedPatience {

    private Callers callersWith(Duration patience) {
      return new Callers(
          new BatchingGate(
              gate, new BatchingSettings(MAX_BATCH, Duration.ZERO, QUEUE), patience, sizes::add));
    }

    @Test
    void endsTheWaitOfACallWhoseTurnDoesNotCome() throws Exception {
      try (Callers patients = callersWith(Duration.ofMillis(1))) {
        gate.hold();
        Caller first = patients.call("first");
        gate.awaitBatch();
        assertThat(patients.call("a", "b").failure())
            .isInstanceOf(OverloadedException.class)
            .hasMessage(
                "the gate is busy: the turn of 2 messages did not come within 1 ms (gatehouse.host.http.request-timeout); try again later");
        gate.letAllGo();
        assertThat(first.scores()).isEqualTo(scores("first"));
        assertThat(gate.batches()).containsExactly(List.of("first"));
      }
    }

    @Test
    void doesNotConcernACallWhoseBatchHasBegun() throws Exception {
      BatchingGate patient =
          new BatchingGate(
              gate,
              new BatchingSettings(MAX_BATCH, Duration.ZERO, QUEUE),
              Duration.ofSeconds(1),
              sizes::add);
      try (Callers patients = new Callers(patient)) {
        gate.hold();
        patients.call("first");
        gate.awaitBatch();
        Caller a = patients.callAndWait(patient, 1, "a");
        Caller b = patients.callAndWait(patient, 2, "b");
        gate.letGo(1);
        gate.awaitBatch();
        // It came later, so when its patience ends, that of the others has ended, too.
        assertThat(patients.call("c").failure()).isInstanceOf(OverloadedException.class);
        gate.letAllGo();
        assertThat(a.scores()).isEqualTo(scores("a"));
        assertThat(b.scores()).isEqualTo(scores("b"));
        assertThat(gate.batches()).containsExactly(List.of("first"), List.of("a", "b"));
        assertThat(patient.waiting()).isZero();
      } finally {
        gate.letAllGo();
      }
    }
  }

  @Nested
  class AFailure {

    @Test
    void ofAMessageIsItsCallersOnly() throws Exception {
      occupy();
      Caller a = callers.callAndWait(batching, 1, "a");
      Caller bad = callers.callAndWait(batching, 3, "b", "bad");
      Caller c = callers.callAndWait(batching, 4, "c");
      gate.letAllGo();
      assertThat(a.scores()).isEqualTo(scores("a"));
      assertThat(c.scores()).isEqualTo(scores("c"));
      assertThat(bad.failure())
          .isInstanceOf(InvalidMessageException.class)
          .hasMessage("message 1 of 2");
      assertThat(gate.batches())
          .containsExactlyInAnyOrder(
              List.of("first"),
              List.of("a", "b", "bad", "c"),
              List.of("a", "c"),
              List.of("b", "bad"));
    }

    @Test
    void ofEveryMessageIsEachCallersOwn() throws Exception {
      occupy();
      Caller a = callers.callAndWait(batching, 1, "bad 1");
      Caller b = callers.callAndWait(batching, 2, "bad 2");
      Caller c = callers.callAndWait(batching, 3, "bad 3");
      gate.letAllGo();
      for (Caller caller : List.of(a, b, c)) {
        assertThat(caller.failure())
            .isInstanceOf(InvalidMessageException.class)
            .hasMessage("message 0 of 1");
      }
    }

    @Test
    void ofTheGateIsAnExceptionForEachCaller() throws Exception {
      occupy();
      Caller a = callers.callAndWait(batching, 1, "faulty a");
      Caller b = callers.callAndWait(batching, 2, "faulty b");
      Caller c = callers.callAndWait(batching, 3, "c");
      gate.letAllGo();
      assertThat(a.failure()).isInstanceOf(GatehouseException.class).hasMessage("faulty a");
      assertThat(b.failure()).isInstanceOf(GatehouseException.class).hasMessage("faulty b");
      assertThat(c.scores()).isEqualTo(scores("c"));
    }

    @Test
    void ofTheJvmLeavesTheQueueInOrder() throws Exception {
      occupy();
      Caller broken = callers.callAndWait(batching, 1, "broken");
      Caller fine = callers.callAndWait(batching, 2, "fine");
      gate.letAllGo();
      assertThat(broken.failure()).isInstanceOf(StackOverflowError.class);
      assertThat(fine.scores()).isEqualTo(scores("fine"));
      assertThat(callers.call("next").scores()).isEqualTo(scores("next"));
    }

    @Test
    void ofASingleCallLeavesTheQueueInOrder() throws Exception {
      Caller broken = callers.call("broken");
      assertThat(broken.failure()).isInstanceOf(StackOverflowError.class);
      assertThat(callers.call("next").scores()).isEqualTo(scores("next"));
    }

    @Test
    void toScoreEveryMessageMixesNobodysScores() throws Exception {
      occupy();
      Caller lost = callers.callAndWait(batching, 1, "lost");
      Caller found = callers.callAndWait(batching, 2, "found");
      gate.letAllGo();
      assertThat(lost.scores()).isEmpty();
      assertThat(found.scores()).isEqualTo(scores("found"));
    }
  }

  @Nested
  class AnInterruption {

    @Test
    void takesACallerOutOfTheQueue() throws Exception {
      occupy();
      Caller a = callers.callAndWait(batching, 1, "a");
      Caller b = callers.callAndWait(batching, 3, "b", "c");
      a.thread().interrupt();
      assertThat(a.failure())
          .isExactlyInstanceOf(GatehouseException.class)
          .hasMessage("interrupted while waiting for the gate");
      assertThat(batching.waiting()).isEqualTo(2);
      gate.letAllGo();
      assertThat(b.scores()).isEqualTo(scores("b", "c"));
      assertThat(gate.batches()).containsExactly(List.of("first"), List.of("b", "c"));
    }

    @Test
    void doesNotStopTheBatchThatOthersAreIn() throws Exception {
      occupy();
      Caller a = callers.callAndWait(batching, 1, "a");
      Caller b = callers.callAndWait(batching, 2, "b");
      Caller c = callers.callAndWait(batching, 3, "c");
      gate.letGo(1);
      gate.awaitBatch();
      b.thread().interrupt();
      assertThat(b.failure()).hasMessage("interrupted while waiting for the gate");
      a.thread().interrupt();
      gate.letAllGo();
      assertThat(a.scores()).isEqualTo(scores("a"));
      assertThat(c.scores()).isEqualTo(scores("c"));
    }

    @Test
    void staysWithTheThread() throws Exception {
      occupy();
      BlockingQueue<Boolean> interrupted = new LinkedBlockingQueue<>();
      Thread thread =
          new Thread(
              () -> {
                Thread.currentThread().interrupt();
                try {
                  batching.forward("a");
                } catch (GatehouseException e) {
                  interrupted.add(Thread.currentThread().isInterrupted());
                }
              });
      thread.start();
      assertThat(interrupted.poll(20, TimeUnit.SECONDS)).isTrue();
      thread.join();
    }
  }

  @Nested
  class Closing {

    @Test
    void sendsAwayWhoWaitsAndLetsTheRunningBatchEnd() throws Exception {
      Caller first = occupy();
      Caller a = callers.callAndWait(batching, 1, "a");
      Caller b = callers.callAndWait(batching, 2, "b");
      batching.close();
      batching.close();
      for (Caller caller : List.of(a, b)) {
        assertThat(caller.failure())
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("this gate is closed");
      }
      assertThatThrownBy(() -> batching.forward("c")).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> batching.forward(List.of()))
          .isInstanceOf(IllegalStateException.class);
      gate.letAllGo();
      assertThat(first.scores()).isEqualTo(scores("first"));
      assertThat(gate.batches()).containsExactly(List.of("first"));
    }

    @Test
    void endsTheWaitForCompany() throws Exception {
      BatchingGate patient = batching(2, AN_HOUR);
      try (Callers one = new Callers(patient)) {
        Caller a = one.callAndWait(patient, 1, "a");
        patient.close();
        assertThat(a.failure()).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Nested
  class WaitingForCompany {

    private final BatchingGate patient = batching(3, AN_HOUR);
    private final Callers patients = new Callers(patient);

    @AfterEach
    void allReturn() {
      patients.close();
    }

    @Test
    void endsWhenTheBatchIsFull() throws Exception {
      Caller a = patients.callAndWait(patient, 1, "a");
      Caller b = patients.callAndWait(patient, 2, "b");
      Caller c = patients.call("c");
      assertThat(a.scores()).isEqualTo(scores("a"));
      assertThat(b.scores()).isEqualTo(scores("b"));
      assertThat(c.scores()).isEqualTo(scores("c"));
      assertThat(gate.batches()).containsExactly(List.of("a", "b", "c"));
    }

    @Test
    void doesNotConcernACallThatFillsTheBatch() {
      assertThat(patient.forward(List.of("a", "b", "c"))).hasSize(3);
    }

    @Test
    void passesToTheNextCallerWhereTheFirstIsInterrupted() throws Exception {
      Caller a = patients.callAndWait(patient, 1, "a");
      Caller b = patients.callAndWait(patient, 2, "b");
      a.thread().interrupt();
      assertThat(a.failure()).hasMessage("interrupted while waiting for the gate");
      assertThat(b.scores()).isEqualTo(scores("b"));
    }

    @Test
    void endsWithItsTime() {
      BatchingGate brief = batching(3, Duration.ofMillis(1));
      assertThat(brief.forward("a").scoreAt(0)).isEqualTo(HeldGate.score("a"));
    }
  }

  @Test
  void theRestOfTheGateIsReachedDirectly() throws Exception {
    occupy();
    assertThat(batching.numUids()).isEqualTo(1);
    assertThat(batching.capabilities()).isEqualTo(gate.capabilities());
    assertThat(batching.extension(HeldGate.class)).containsSame(gate);
    assertThatThrownBy(batching::snapshot).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theSettingsComeFromTheirSection() {
    Config section = ConfigFactory.defaultReference().getConfig(BatchingSettings.SECTION);
    assertThat(BatchingSettings.check(section)).isEmpty();
    assertThat(BatchingSettings.of(section))
        .isEqualTo(new BatchingSettings(32, Duration.ZERO, 256));
    assertThat(
            BatchingSettings.check(
                ConfigFactory.parseString("max-batch = 0, max-wait = 2s, queue = none")))
        .extracting(ConfigProblem::key)
        .containsExactly(
            "gatehouse.host.batching.max-batch",
            "gatehouse.host.batching.max-wait",
            "gatehouse.host.batching.queue");
  }
}
