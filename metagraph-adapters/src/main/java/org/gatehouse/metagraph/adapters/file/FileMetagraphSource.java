package org.gatehouse.metagraph.adapters.file;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.SourceHealth;
import org.gatehouse.api.metagraph.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The network as a snapshot file tells it.
 *
 * <p>Each reading takes in the whole file: times and sizes do not show every change, and a snapshot
 * of the largest network is read in a fraction of a second. All subscriptions share one daemon
 * thread, which starts with the first.
 */
final class FileMetagraphSource implements MetagraphSource {

  private final SnapshotFile file;
  private final Duration pollInterval;
  private final Clock clock;
  private final Object reading = new Object();
  private @Nullable Metagraph last;
  private volatile SourceHealth health = SourceHealth.unknown();

  private final Object lifecycle = new Object();
  private final Map<FileSubscription, Future<?>> polling = new HashMap<>();
  private @Nullable ScheduledThreadPoolExecutor poller;
  private boolean closed;

  FileMetagraphSource(SnapshotFile file, Duration pollInterval, Clock clock) {
    this.file = file;
    this.pollInterval = pollInterval;
    this.clock = clock;
  }

  @Override
  public Metagraph sync() {
    synchronized (lifecycle) {
      requireOpen();
    }
    return read();
  }

  private Metagraph read() {
    synchronized (reading) {
      Metagraph now;
      try {
        now = file.read();
      } catch (MetagraphException e) {
        health = health.stale(String.valueOf(e.getMessage()));
        throw e;
      }
      health = SourceHealth.current(now, clock.instant(), file.path().toString());
      Metagraph before = last;
      if (before != null && before.equals(now)) {
        return before;
      }
      last = now;
      return now;
    }
  }

  @Override
  public Subscription watch(MetagraphListener listener) {
    Metagraph present = sync();
    synchronized (lifecycle) {
      requireOpen();
      FileSubscription subscription =
          new FileSubscription(file.path(), this::read, present, listener, this::forget);
      long nanos = pollInterval.toNanos();
      polling.put(
          subscription,
          poller().scheduleWithFixedDelay(subscription::poll, nanos, nanos, TimeUnit.NANOSECONDS));
      return subscription;
    }
  }

  private ScheduledThreadPoolExecutor poller() {
    ScheduledThreadPoolExecutor running = poller;
    if (running == null) {
      running =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, "gatehouse-metagraph-file");
                thread.setDaemon(true);
                return thread;
              });
      running.setRemoveOnCancelPolicy(true);
      poller = running;
    }
    return running;
  }

  private void forget(FileSubscription subscription) {
    synchronized (lifecycle) {
      Future<?> task = polling.remove(subscription);
      if (task != null) {
        task.cancel(false);
      }
    }
  }

  @Override
  public SourceHealth health() {
    return health;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the metagraph source of " + file.path() + " is closed");
    }
  }

  @Override
  public void close() {
    List<FileSubscription> open;
    synchronized (lifecycle) {
      closed = true;
      open = List.copyOf(polling.keySet());
      if (poller != null) {
        poller.shutdown();
      }
    }
    open.forEach(FileSubscription::close);
  }
}
