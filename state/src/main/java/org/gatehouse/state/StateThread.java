package org.gatehouse.state;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that write snapshots and force the log to disk when it is time.
 *
 * <p>Their clock is monotonic, so that a jump of the system's time changes nothing.
 */
final class StateThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StateThread.class);

  /** How soon what has failed is tried again. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final DurableGate gate;
  private final ScheduledExecutorService executor;
  private volatile String said = "";

  StateThread(DurableGate gate, Journal journal, StateSettings settings) {
    this.gate = gate;
    boolean forcing = settings.fsync().kind() == FsyncPolicy.Kind.EVERY;
    // A thread for each task: to force the log must not wait for a large snapshot.
    this.executor =
        Executors.newScheduledThreadPool(
            forcing ? 3 : 1,
            task -> {
              Thread thread = new Thread(task, "gatehouse-state");
              thread.setDaemon(true);
              return thread;
            });
    every(settings.snapshotInterval(), gate::checkpoint);
    every(
        RETRY,
        () -> {
          if (gate.health().problem().isPresent()) {
            gate.checkpoint();
          }
        });
    if (forcing) {
      every(settings.fsync().interval(), journal::force);
    }
  }

  private void every(Duration interval, Runnable task) {
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(
            () -> quietly(task), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** What is thrown would end the schedule. */
  private void quietly(Runnable task) {
    try {
      task.run();
      if (!said.isEmpty() && gate.health().problem().isEmpty()) {
        LOG.info("the state is kept again");
        said = "";
      }
    } catch (IllegalStateException e) {
      // Closed in this moment.
    } catch (RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.equals(said)) {
        LOG.error("{}; trying again", message, e);
        said = message;
      }
    }
  }

  /** Ends the schedule and waits for what is under way. */
  @Override
  public void close() {
    executor.shutdown();
    boolean interrupted = false;
    while (!executor.isTerminated()) {
      try {
        executor.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
