package org.gatehouse.engine.tensorflow.lifecycle;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Guards native memory: any number of threads use it at once, and it is freed once, after the last
 * of them has finished. Thread-safe.
 */
public final class UntilClosed {

  private final String what;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  /** Open; {@code what} names the guarded thing in messages. */
  public UntilClosed(String what) {
    this.what = what;
  }

  /**
   * Runs {@code action} while nothing can be freed.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public <T> T use(Supplier<T> action) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(what + " is closed");
      }
      return action.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Waits for uses under way, then runs {@code release}; from the second call on does nothing. */
  public void close(Runnable release) {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        release.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
