package org.gatehouse.metagraph.adapters.subtensor;

import org.jspecify.annotations.Nullable;

/** The newest block that a node has told of, handed from its connection to the one who follows. */
final class Heads {

  /** Stands for the head before the first. */
  static final long NONE = -1;

  private long newest = NONE;
  private @Nullable String end;

  /** Takes the number of a new block. */
  synchronized void head(long number) {
    newest = number;
    notifyAll();
  }

  /** Takes the end of the connection. */
  synchronized void end(String reason) {
    end = reason;
    notifyAll();
  }

  /** Waits for another head than this one; returns it, or this one when the time is up or over. */
  synchronized long next(long known, long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    while (newest == known && end == null) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return newest;
  }

  /** Returns why the connection has ended, or {@code null} while it has not. */
  synchronized @Nullable String end() {
    return end;
  }
}
