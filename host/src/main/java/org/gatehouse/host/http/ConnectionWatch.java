package org.gatehouse.host.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections on which the headers of a request trickle in for too long, and, when there are
 * as many as may be, those that nobody uses.
 *
 * <p>Jetty starts its idle timeout anew with every byte, and hands a request over only when its
 * headers are complete. Thread-safe.
 */
final class ConnectionWatch implements Connection.Listener {

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private static final Duration SPARED = Duration.ofSeconds(1);

  private final Duration limit;
  private final int most;
  private final Map<Connection, State> states = new ConcurrentHashMap<>();

  /** What is known of a connection. */
  private static final class State {

    private int requests;
    private long bytes;
    private boolean waiting;
    private long since = NanoTime.now();

    synchronized void begin() {
      requests++;
      waiting = false;
    }

    synchronized void end(long bytesIn) {
      requests--;
      bytes = bytesIn;
      since = NanoTime.now();
    }

    /** Returns whether bytes that make no request have been there for too long. */
    synchronized boolean isLate(long bytesIn, long now, Duration limit) {
      if (requests > 0 || bytesIn == bytes) {
        return false;
      }
      if (!waiting) {
        waiting = true;
        since = now;
      }
      return now - since >= limit.toNanos();
    }

    /** Returns whether nobody has used it for a while. */
    synchronized boolean isIdle(long now) {
      return requests == 0 && !waiting && now - since >= SPARED.toNanos();
    }
  }

  /**
   * Creates a watch.
   *
   * @param limit how long the headers of a request may take to arrive
   * @param most how many connections there may be
   */
  ConnectionWatch(Duration limit, int most) {
    this.limit = limit;
    this.most = most;
  }

  /** Begins to watch, for as long as the scheduler runs. */
  void start(Scheduler scheduler) {
    Duration pause = limit.dividedBy(8);
    pause = pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
    next(scheduler, pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
  }

  private void next(Scheduler scheduler, Duration pause) {
    scheduler.schedule(
        () -> {
          look();
          next(scheduler, pause);
        },
        pause.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private void look() {
    long now = NanoTime.now();
    boolean full = states.size() >= most;
    states.forEach(
        (connection, state) -> {
          if (state.isLate(connection.getBytesIn(), now, limit) || (full && state.isIdle(now))) {
            connection.getEndPoint().close();
          }
        });
  }

  @Override
  public void onOpened(Connection connection) {
    states.put(connection, new State());
  }

  @Override
  public void onClosed(Connection connection) {
    states.remove(connection);
  }

  /** Takes note that the headers of a request are complete. */
  void begin(Connection connection) {
    State state = states.get(connection);
    if (state != null) {
      state.begin();
    }
  }

  /** Takes note that a request was answered. */
  void end(Connection connection) {
    State state = states.get(connection);
    if (state != null) {
      state.end(connection.getBytesIn());
    }
  }

  /** Returns how many connections are open. */
  int count() {
    return states.size();
  }
}
