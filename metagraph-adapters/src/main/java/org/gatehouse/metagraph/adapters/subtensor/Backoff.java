package org.gatehouse.metagraph.adapters.subtensor;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts that grow twofold up to a limit, each with jitter: hosts that lost a node
 * at the same moment must not all come back at the same moment.
 *
 * <p>For use by one thread.
 */
final class Backoff {

  private static final int MOST_DOUBLINGS = 30;

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private int failures;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  static Backoff usual() {
    return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new SplittableRandom());
  }

  /** Returns the next pause: between half of the present limit and all of it. */
  Duration next() {
    double limit =
        Math.min((double) longest.toNanos(), (double) first.toNanos() * (1L << failures));
    failures = Math.min(failures + 1, MOST_DOUBLINGS);
    return Duration.ofNanos((long) (limit * (0.5 + random.nextDouble() / 2)));
  }

  /** Starts over with the shortest pause. */
  void reset() {
    failures = 0;
  }
}
