package org.gatehouse.config;

import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.telemetry.ProgressListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what a plugin does at its start and its end, in a thread of its own, for as long as it may
 * take.
 *
 * <p>While the plugin reports the progress of a task, the clock stands still, but between two
 * reports for no longer than ten times the limit.
 */
final class StartTimeout {

  private static final Logger LOG = LoggerFactory.getLogger(StartTimeout.class);

  static final String KEY = "gatehouse.plugins.start-timeout";

  private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(10);

  /** For what is on the host's own class path, which the host's author has chosen. */
  static final StartTimeout NONE = new StartTimeout(Duration.ZERO);

  private final Duration limit;

  /** A plugin took too long; the message says which, and where it was. */
  static final class ExceededException extends GatehouseException {

    ExceededException(String message) {
      super(message);
    }
  }

  StartTimeout(Duration limit) {
    this.limit = limit;
  }

  /**
   * Runs an action to its end.
   *
   * @param who the plugin and what it does, for messages: "gate x (...) did not start"
   * @param listener is told what the action reports
   * @throws GatehouseException if it takes too long; what it makes later is closed if it can be
   */
  <R> R run(String who, ProgressListener listener, Function<ProgressListener, R> action) {
    if (limit.isZero()) {
      return action.apply(listener);
    }
    Stopwatch stopwatch = new Stopwatch(listener, limit.multipliedBy(10).toNanos());
    CompletableFuture<R> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> complete(result, () -> action.apply(stopwatch)), who);
    thread.setDaemon(true);
    thread.start();
    return await(result, stopwatch, thread);
  }

  private static <R> void complete(CompletableFuture<R> result, Supplier<R> action) {
    try {
      R made = action.get();
      if (!result.complete(made)) {
        close(made);
      }
    } catch (Throwable e) {
      // Not swallowed: thrown to who waits.
      result.completeExceptionally(e);
    }
  }

  private <R> R await(CompletableFuture<R> result, Stopwatch stopwatch, Thread thread) {
    while (true) {
      long left = limit.toNanos() - stopwatch.elapsed();
      try {
        return result.get(Math.max(left, SHORTEST_WAIT), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        StackTraceElement[] stack = thread.getStackTrace();
        // Unless it has come to its end in this moment.
        if (stopwatch.elapsed() >= limit.toNanos() && result.cancel(false)) {
          thread.interrupt();
          throw exceeded(thread.getName(), stack);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        if (result.cancel(false)) {
          thread.interrupt();
          throw new GatehouseException("interrupted while waiting: " + thread.getName(), e);
        }
        try {
          return result.join();
        } catch (CompletionException failure) {
          throw rethrow(failure.getCause() == null ? failure : failure.getCause());
        }
      } catch (ExecutionException e) {
        throw rethrow(e.getCause() == null ? e : e.getCause());
      }
    }
  }

  private ExceededException exceeded(String what, StackTraceElement... stack) {
    ExceededException failure =
        new ExceededException(
            what
                + " within "
                + KEY
                + " = "
                + (limit.toMillisPart() == 0 ? limit.toSeconds() + "s" : limit.toMillis() + "ms")
                + Stream.of(stack)
                    .filter(StartTimeout::isOfPlugin)
                    .findFirst()
                    .map(
                        frame ->
                            "; it hangs at "
                                + frame.getClassName()
                                + "."
                                + frame.getMethodName()
                                + "("
                                + frame.getFileName()
                                + ":"
                                + frame.getLineNumber()
                                + ")")
                    .orElse("")
                + "; raise the limit if it only needs longer, else remove the plugin");
    GatehouseException where = new GatehouseException("where it hangs");
    where.setStackTrace(stack);
    failure.addSuppressed(where);
    return failure;
  }

  private static boolean isOfPlugin(StackTraceElement frame) {
    String loader = frame.getClassLoaderName();
    return loader != null && loader.startsWith("plugin ");
  }

  private static void close(Object late) {
    if (late instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        LOG.warn("what a plugin made too late cannot be closed", e);
      }
    }
  }

  private static RuntimeException rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException exception
        ? exception
        : new UndeclaredThrowableException(failure);
  }

  /** Measures time, but for that in which a task is reported to be under way. */
  private static final class Stopwatch implements ProgressListener {

    private final ProgressListener listener;
    private final Set<String> tasks = new HashSet<>();
    private final long patience;
    private long counted;
    private long runningSince = System.nanoTime();

    Stopwatch(ProgressListener listener, long patience) {
      this.listener = listener;
      this.patience = patience;
    }

    @Override
    public void progress(String task, long done, long total) {
      listener.progress(task, done, total);
      synchronized (this) {
        long now = System.nanoTime();
        if (tasks.isEmpty()) {
          counted += now - runningSince;
        }
        if (done < total) {
          tasks.add(task);
        } else {
          tasks.remove(task);
        }
        runningSince = now;
      }
    }

    synchronized long elapsed() {
      long since = System.nanoTime() - runningSince;
      return counted + (tasks.isEmpty() ? since : Math.max(0, since - patience));
    }
  }
}
