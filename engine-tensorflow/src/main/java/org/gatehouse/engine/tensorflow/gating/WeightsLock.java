package org.gatehouse.engine.tensorflow.gating;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Keeps a gate's weights and its table of peers in step: calls share them, or have them alone. */
final class WeightsLock {

  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /** Runs a call that changes nothing, beside others of its kind. */
  <T> T shared(Supplier<T> call) {
    return locked(lock.readLock(), call);
  }

  /** Runs a call that may change everything, while no other runs. */
  <T> T alone(Supplier<T> call) {
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
