package org.gatehouse.config;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What was made and has to be closed, the last first. Safe for use by many threads. */
final class Ownership {

  private final Deque<Runnable> closers = new ArrayDeque<>();

  /** Takes over what this action closes. */
  synchronized void add(Runnable closer) {
    closers.push(closer);
  }

  /** Closes everything after a failure, to which failures of closing are added. */
  void closeAfter(Throwable failure) {
    Throwable closing = drain();
    if (closing != null && closing != failure) {
      failure.addSuppressed(closing);
    }
  }

  /** Closes everything even if something fails; then throws the first failure with the others. */
  void close() {
    Throwable failure = drain();
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private synchronized @Nullable Throwable drain() {
    Throwable first = null;
    while (!closers.isEmpty()) {
      try {
        closers.pop().run();
      } catch (RuntimeException | Error e) {
        if (first == null) {
          first = e;
        } else if (first != e) {
          first.addSuppressed(e);
        }
      }
    }
    return first;
  }
}
