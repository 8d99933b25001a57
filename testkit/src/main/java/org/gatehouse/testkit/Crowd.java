package org.gatehouse.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that do the same thing at the same time. */
final class Crowd {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Crowd() {}

  /** What each thread does; may throw. */
  @FunctionalInterface
  interface Work {

    void run(int thread) throws Exception;
  }

  /**
   * Lets threads start together and waits for all of them.
   *
   * @throws AssertionError if one fails or does not come to an end within a minute
   */
  static void of(int threads, Work work) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        running.add(
            executor.submit(
                () -> {
                  start.await();
                  work.run(thread);
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (ExecutionException e) {
      throw new AssertionError("one of " + threads + " threads failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new AssertionError("one of " + threads + " threads still runs after " + LONGEST, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while " + threads + " threads run", e);
    } finally {
      executor.shutdownNow();
    }
  }
}
