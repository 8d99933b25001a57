package org.gatehouse.engine.tensorflow.gating;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps what a gate has learned and its table of peers in step: calls share them, or have them
 * alone. Safe for use by many threads.
 */
public final class LearnedStateLock {

  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /** Runs a call that changes nothing, beside others of its kind. */
  public <T> T shared(Supplier<T> call) {
    return locked(lock.readLock(), call);
  }

  /** Runs a call that may change everything, while no other runs. */
  public <T> T alone(Supplier<T> call) {
    return locked(lock.writeLock(), call);
  }

  private static <T> T locked(Lock lock, Supplier<T> call) {
    lock.lock();
    try {
      return call.get();
    } finally {
      lock.unlock();
    }
  }
}
