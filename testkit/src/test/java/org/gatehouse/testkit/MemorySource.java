package org.gatehouse.testkit;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.SourceHealth;
import org.gatehouse.api.metagraph.Subscription;

/** A source in order, whose steps can be replaced by wrong ones. */
class MemorySource implements MetagraphSource {

  final MemoryNetwork network;
  final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService poller =
      Executors.newScheduledThreadPool(
          1,
          task -> {
            Thread thread = new Thread(task, "memory-source");
            thread.setDaemon(true);
            return thread;
          });
  volatile Metagraph last;
  volatile boolean closed;
  volatile SourceHealth health = SourceHealth.unknown();

  MemorySource(MemoryNetwork network) {
    this.network = network;
  }

  /** Returns the network as it is, the last instance if that says the same. */
  synchronized Metagraph read() {
    Metagraph now;
    try {
      now = network.read();
    } catch (MetagraphException e) {
      health = health.stale("broken");
      throw e;
    }
    health = SourceHealth.current(now, Instant.EPOCH, "in memory");
    if (!now.equals(last)) {
      last = now;
    }
    return last;
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
  }

  @Override
  public Metagraph sync() {
    requireOpen();
    return read();
  }

  @Override
  public SourceHealth health() {
    return health;
  }

  /** Returns the state from which a new watch starts. */
  Metagraph start() {
    return read();
  }

  Watch newWatch(MetagraphListener listener) {
    return new Watch(listener);
  }

  @Override
  public Subscription watch(MetagraphListener listener) {
    requireOpen();
    Watch watch = newWatch(listener);
    watch.told = start();
    watches.add(watch);
    watch.polling = poller.scheduleWithFixedDelay(watch::poll, 2, 2, TimeUnit.MILLISECONDS);
    return watch;
  }

  @Override
  public void close() {
    closed = true;
    watches.forEach(Watch::end);
    poller.shutdown();
  }

  /** One listener. */
  class Watch implements Subscription {

    final MetagraphListener listener;
    final ReentrantLock lock = new ReentrantLock();
    Metagraph told;
    boolean failed;
    volatile boolean ended;
    Future<?> polling;

    Watch(MetagraphListener listener) {
      this.listener = listener;
    }

    void poll() {
      lock.lock();
      try {
        look();
      } catch (RuntimeException e) {
        // A listener's own; it stays subscribed.
      } finally {
        lock.unlock();
      }
    }

    /** Reads once and tells the listener if there is news. */
    void look() {
      if (ended) {
        return;
      }
      Metagraph latest;
      try {
        latest = read();
      } catch (MetagraphException e) {
        if (!failed) {
          failed = true;
          fail(e);
        }
        return;
      }
      failed = false;
      if (isNews(latest)) {
        Metagraph previous = told;
        told = latest;
        tell(previous, latest);
      }
    }

    boolean isNews(Metagraph latest) {
      return !latest.equals(told);
    }

    void fail(MetagraphException e) {
      listener.failed(e);
    }

    void tell(Metagraph previous, Metagraph latest) {
      listener.changed(previous, latest);
    }

    @Override
    public void close() {
      end();
    }

    /** Waits for a call that runs, unless it is the caller's own. */
    final void end() {
      lock.lock();
      try {
        ended = true;
      } finally {
        lock.unlock();
      }
    }
  }
}
