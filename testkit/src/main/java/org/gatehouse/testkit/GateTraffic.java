package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Many threads on one gate. */
final class GateTraffic {

  private static final int LOOKERS = 3;
  private static final int EVENTS = 50;
  private static final int LOOKS = 50;
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
  private static final long LONGEST_SECONDS = 20;

  private GateTraffic() {}

  /**
   * Lets one thread change a gate and look at it after each change, while others look all the time:
   * whatever they see, that one has to have seen too.
   *
   * @param look what can be seen of the gate, with an equality by content
   */
  static <T> void requireWholeEvents(String what, Callable<T> look, Callable<?> change)
      throws Exception {
    Set<T> states = ConcurrentHashMap.newKeySet();
    Set<T> seen = ConcurrentHashMap.newKeySet();
    AtomicInteger looks = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    long start = System.nanoTime();
    states.add(look.call());
    List<Callable<Void>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          try {
            for (int i = 0; more(i, looks.get(), System.nanoTime() - start); i++) {
              change.call();
              states.add(look.call());
            }
          } finally {
            over.set(true);
          }
          return null;
        });
    for (int i = 0; i < LOOKERS; i++) {
      tasks.add(
          () -> {
            while (!over.get()) {
              seen.add(look.call());
              looks.incrementAndGet();
            }
            return null;
          });
    }
    run(tasks);
    assertThat(looks).as("looks beside the changes").hasPositiveValue();
    seen.removeAll(states);
    assertThat(seen.size())
        .as("of %d looks, those at %s that the gate never had as a whole", looks.get(), what)
        .isZero();
  }

  private static boolean more(int events, int looks, long nanos) {
    return nanos < SHORTEST_NANOS
        || ((events < EVENTS || looks < LOOKS)
            && nanos < TimeUnit.SECONDS.toNanos(LONGEST_SECONDS));
  }

  /** Runs tasks side by side; the first failure interrupts the others and is thrown. */
  static void run(List<Callable<Void>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      CompletionService<Void> running = new ExecutorCompletionService<>(threads);
      tasks.forEach(running::submit);
      for (int i = 0; i < tasks.size(); i++) {
        Future<Void> done = running.poll(2 * LONGEST_SECONDS, TimeUnit.SECONDS);
        if (done == null) {
          throw new AssertionError("a call still runs after " + 2 * LONGEST_SECONDS + " seconds");
        }
        done.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      threads.shutdownNow();
    }
  }
}
