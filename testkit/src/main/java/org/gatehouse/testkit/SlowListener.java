package org.gatehouse.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatehouse.api.metagraph.Metagraph;

/** A listener whose calls take until it is released, and that sees whether they overlap. */
final class SlowListener extends Told {

  private final long longestMillis;
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean overlapped;

  /** Creates a listener that is released after some time in any case. */
  SlowListener(Duration longest) {
    longestMillis = longest.toMillis();
  }

  @Override
  public void changed(Metagraph previous, Metagraph latest) {
    super.changed(previous, latest);
    overlapped |= inside.incrementAndGet() > 1;
    entered.countDown();
    try {
      released.await(longestMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    inside.decrementAndGet();
  }

  /** Waits for the first call. */
  boolean awaitEntry() throws InterruptedException {
    return entered.await(longestMillis, TimeUnit.MILLISECONDS);
  }

  /** Lets the present and all later calls end. */
  void release() {
    released.countDown();
  }

  /** Returns whether a call began before another had ended. */
  boolean overlapped() {
    return overlapped;
  }
}
