package org.gatehouse.host.shadow;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs one task after the other. */
interface Worker extends Executor {

  /** Takes on no more tasks; returns whether those that wait have ended within this time. */
  boolean end(Duration limit);

  /** Returns one with a thread of its own, which keeps no process alive. */
  static Worker thread() {
    ExecutorService executor =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "gatehouse-shadow");
              thread.setDaemon(true);
              return thread;
            });
    return new Worker() {

      @Override
      public void execute(Runnable task) {
        executor.execute(task);
      }

      @Override
      public boolean end(Duration limit) {
        executor.shutdown();
        try {
          return executor.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
    };
  }
}
