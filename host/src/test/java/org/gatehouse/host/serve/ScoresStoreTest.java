package org.gatehouse.host.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.state.UnforcedStepException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ScoresStoreTest {

  private static final GateScores SCORES =
      GateScores.of(new UUID(0, 1), 0, Uids.range(1), new float[1], "payload");
  private static final TrainingStep STEP =
      new TrainingStep(1, 0.5, 0.25, Uids.range(1), Uids.empty());

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 500);
  private final Map<String, Long> counts = new TreeMap<>();

  private final MeterSink meters =
      new MeterSink() {
        @Override
        public void count(String meter, long amount) {
          counts.merge(meter, amount, Long::sum);
        }

        @Override
        public void time(String meter, Duration duration) {}
      };

  private ScoresStore store(int capacity) {
    return new ScoresStore(capacity, Duration.ofNanos(1000), clock::get, meters);
  }

  private static void assertUnknown(ScoresStore store, String id) {
    assertThatThrownBy(() -> store.use(id, scores -> STEP))
        .isInstanceOfSatisfying(
            ServiceException.class,
            refused ->
                assertThat(refused.reason()).isEqualTo(ServiceException.Reason.UNKNOWN_SCORES));
  }

  @Test
  void scoresAreUsedOnceAndTheFirstAnswerIsRemembered() {
    ScoresStore store = store(2);
    String id = store.put(SCORES);
    List<GateScores> used = new ArrayList<>();
    assertThat(
            store.use(
                id,
                scores -> {
                  used.add(scores);
                  return STEP;
                }))
        .isSameAs(STEP);
    assertThat(used).containsExactly(SCORES);
    assertThatThrownBy(() -> store.use(id, scores -> new TrainingStep(9, 0, 0, null, null)))
        .isInstanceOfSatisfying(
            ScoresUsedException.class, refused -> assertThat(refused.firstAnswer()).isSameAs(STEP));
  }

  @Test
  void idsAreLongAndNeverTheSame() {
    ScoresStore store = store(1000);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      ids.add(store.put(SCORES));
    }
    assertThat(ids).hasSize(1000).allMatch(id -> id.matches("[\\w-]{24}"));
  }

  @Test
  void theOldestGiveWayWhenItIsFull() {
    ScoresStore store = store(2);
    String first = store.put(SCORES);
    String second = store.put(SCORES);
    store.use(first, scores -> STEP);
    store.put(SCORES);
    assertUnknown(store, first);
    store.put(SCORES);
    assertUnknown(store, second);
    assertThat(store.size()).isEqualTo(2);
    // Only of those that were not used is anything lost.
    assertThat(counts).isEqualTo(Map.of("gatehouse.host.scores.evicted", 1L));
  }

  @Test
  void theyAreForgottenAfterTheirTimeEvenWhereTheClockOverflows() {
    ScoresStore store = store(4);
    String first = store.put(SCORES);
    clock.addAndGet(600);
    String second = store.put(SCORES);
    clock.addAndGet(399);
    assertThat(store.use(first, scores -> STEP)).isSameAs(STEP);
    clock.addAndGet(1);
    assertUnknown(store, first);
    assertThat(store.size()).isEqualTo(1);
    clock.addAndGet(600);
    assertUnknown(store, second);
    assertThat(store.size()).isZero();
    assertThat(counts).isEqualTo(Map.of("gatehouse.host.scores.expired", 1L));
  }

  @Test
  void aStepThatFailsDoesNotUseThemUp() {
    ScoresStore store = store(2);
    String id = store.put(SCORES);
    assertThatThrownBy(
            () ->
                store.use(
                    id,
                    scores -> {
                      throw new IllegalStateException("not now");
                    }))
        .hasMessage("not now");
    assertThat(store.use(id, scores -> STEP)).isSameAs(STEP);
  }

  @Test
  void aStepThatWasLearnedButNotForcedToDiskUsesThemUp() {
    ScoresStore store = store(2);
    String id = store.put(SCORES);
    assertThatThrownBy(
            () ->
                store.use(
                    id,
                    scores -> {
                      throw new UnforcedStepException("no fsync", STEP, new IOException());
                    }))
        .hasMessage("no fsync");
    assertThatThrownBy(() -> store.use(id, scores -> new TrainingStep(9, 0, 0, null, null)))
        .isInstanceOfSatisfying(
            ScoresUsedException.class, refused -> assertThat(refused.firstAnswer()).isSameAs(STEP));
  }

  @Test
  void ofTwoAtOnceTheSecondTakesItsTurnIfTheFirstFails() throws Exception {
    ScoresStore store = store(2);
    String id = store.put(SCORES);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch fail = new CountDownLatch(1);
    CompletableFuture<TrainingStep> first =
        CompletableFuture.supplyAsync(
            () ->
                store.use(
                    id,
                    scores -> {
                      begun.countDown();
                      await(fail);
                      throw new IllegalStateException("not now");
                    }));
    begun.await();
    CompletableFuture<TrainingStep> second =
        CompletableFuture.supplyAsync(() -> store.use(id, scores -> STEP));
    assertThat(second).isNotDone();
    fail.countDown();
    assertThatThrownBy(first::join).isInstanceOf(CompletionException.class);
    assertThat(second.join()).isSameAs(STEP);
  }

  @Test
  void ofManyAtOnceOneIsTheStepAndAllOthersGetItsAnswer() {
    ScoresStore store = store(2);
    for (int round = 0; round < 50; round++) {
      String id = store.put(SCORES);
      AtomicInteger steps = new AtomicInteger();
      List<CompletableFuture<TrainingStep>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return store.use(
                        id,
                        scores -> {
                          steps.incrementAndGet();
                          return STEP;
                        });
                  } catch (ScoresUsedException e) {
                    return e.firstAnswer();
                  }
                }));
      }
      assertThat(all).allMatch(answer -> answer.join().equals(STEP));
      assertThat(steps).hasValue(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
