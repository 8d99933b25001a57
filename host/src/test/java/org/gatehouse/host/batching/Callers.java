package org.gatehouse.host.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;

/** Callers of a gate, each in a thread of its own. */
final class Callers implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 20;

  /** One caller, and what becomes of its call. */
  record Caller(Thread thread, CompletableFuture<List<GateScores>> result) {

    List<Float> scores() throws Exception {
      return HeldGate.floats(result.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    Throwable failure() throws Exception {
      return result.handle((scores, failure) -> failure).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private final GatingModel gate;
  private final List<Thread> threads = new ArrayList<>();

  Callers(GatingModel gate) {
    this.gate = gate;
  }

  Caller call(String... messages) {
    CompletableFuture<List<GateScores>> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(gate.forward(List.of(messages)));
              } catch (Throwable e) {
                assertThat(e.getStackTrace()).anyMatch(frame -> inThisClass(frame));
                result.completeExceptionally(e);
              }
            });
    threads.add(thread);
    thread.start();
    return new Caller(thread, result);
  }

  private static boolean inThisClass(StackTraceElement frame) {
    return frame.getClassName().startsWith(Callers.class.getName());
  }

  /** Calls, and waits until so many messages wait for a batch. */
  Caller callAndWait(BatchingGate batching, int waiting, String... messages) throws Exception {
    Caller caller = call(messages);
    awaitWaiting(batching, waiting);
    return caller;
  }

  static void awaitWaiting(BatchingGate batching, int waiting) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (batching.waiting() != waiting) {
      assertThat(System.nanoTime()).as("waiting: %d", batching.waiting()).isLessThan(end);
      Thread.sleep(1);
    }
  }

  /** Waits for all of them: none may hang. */
  @Override
  public void close() {
    for (Thread thread : threads) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      assertThat(thread.isAlive()).as("%s hangs", thread).isFalse();
    }
  }
}
