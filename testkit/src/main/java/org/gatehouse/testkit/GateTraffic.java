package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Many threads on one gate. */
final class GateTraffic {

  private static final int LOOKERS = 3;
  private static final int EVENTS = 80;
  private static final int LOOKS = 80;
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
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    states.add(look.call());
    List<Callable<Void>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          try {
            for (int i = 0; i < EVENTS || looks.get() < LOOKS; i++) {
              if (System.nanoTime() > deadline) {
                break;
              }
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

  /** Runs tasks side by side and fails with the first failure. */
  static void run(List<Callable<Void>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      for (Future<Void> done : threads.invokeAll(tasks, 2 * LONGEST_SECONDS, TimeUnit.SECONDS)) {
        assertThat(done.isCancelled()).as("a call hangs").isFalse();
        done.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      threads.shutdownNow();
    }
  }
}
