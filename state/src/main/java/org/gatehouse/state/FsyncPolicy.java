package org.gatehouse.state;

import java.time.Duration;

/**
 * When a training log is forced to disk.
 *
 * @param kind how it is decided
 * @param interval the longest time between two forced writes, for {@link Kind#EVERY} only
 */
public record FsyncPolicy(Kind kind, Duration interval) {

  /** Before each step is acknowledged. */
  public static final FsyncPolicy ALWAYS = new FsyncPolicy(Kind.ALWAYS, Duration.ZERO);

  /** When the operating system does so by itself. */
  public static final FsyncPolicy NEVER = new FsyncPolicy(Kind.NEVER, Duration.ZERO);

  /** How it is decided. */
  public enum Kind {
    /** Before each step is acknowledged. */
    ALWAYS,
    /** At regular intervals. */
    EVERY,
    /** When the operating system does so by itself. */
    NEVER
  }

  /** Returns the policy to force the log to disk at regular intervals. */
  public static FsyncPolicy every(Duration interval) {
    return new FsyncPolicy(Kind.EVERY, interval);
  }
}
