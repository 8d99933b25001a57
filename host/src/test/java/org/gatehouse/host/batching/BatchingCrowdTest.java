package org.gatehouse.host.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many callers with good and bad messages: each gets what it would get alone. */
@Timeout(60)
final class BatchingCrowdTest {

  private static final long SEED = 6;
  private static final int CALLERS = 16;
  private static final int CALLS = 300;
  private static final String[] KINDS = {"good", "good", "good", "good", "bad", "faulty"};

  private static Object outcome(GatingModel gate, List<String> messages) {
    try {
      List<GateScores> scores = gate.forward(messages);
      return HeldGate.floats(scores);
    } catch (RuntimeException e) {
      return e.getClass() + ": " + e.getMessage();
    }
  }

  private static List<String> messages(Random random) {
    List<String> messages = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      messages.add(KINDS[random.nextInt(KINDS.length)] + " " + random.nextInt());
    }
    return messages;
  }

  @ParameterizedTest
  @CsvSource({"8, 0", "2, 0", "64, 0", "64, 1"})
  void everyCallerGetsWhatItWouldGetAlone(int maxBatch, long waitMillis) throws Exception {
    HeldGate alone = new HeldGate();
    HeldGate gate = new HeldGate();
    AtomicInteger batched = new AtomicInteger();
    BatchingGate batching =
        new BatchingGate(
            gate,
            new BatchingSettings(maxBatch, Duration.ofMillis(waitMillis), CALLERS * 3),
            batched::addAndGet);
    ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<Integer>> callers = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        Random random = new Random(SEED + caller);
        callers.add(
            pool.submit(
                () -> {
                  int asked = 0;
                  for (int call = 0; call < CALLS; call++) {
                    List<String> messages = messages(random);
                    asked += messages.size();
                    assertThat(outcome(batching, messages))
                        .as("seed %d, call %d of %s", SEED, call, messages)
                        .isEqualTo(outcome(alone, messages));
                  }
                  return asked;
                }));
      }
      int asked = 0;
      for (Future<Integer> caller : callers) {
        asked += caller.get();
      }
      assertThat(batched.get()).as("messages in batches").isEqualTo(asked);
    } finally {
      pool.shutdownNow();
    }
    assertThat(batching.waiting()).isZero();
    assertThat(gate.batches()).allMatch(batch -> batch.size() <= Math.max(maxBatch, 3));
  }
}
