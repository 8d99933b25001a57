package org.gatehouse.api.metagraph;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a metagraph source is doing: whether it still reaches the network, and how old what it knows
 * is.
 *
 * @param status whether the last good metagraph can still be taken for the network's
 * @param block the block of the last good metagraph; {@code null} before the first
 * @param asOf when that metagraph was last seen to be the network's; {@code null} before the first
 * @param detail one line for a person, such as the node's address or the last failure; may be empty
 */
public record SourceHealth(
    Status status, @Nullable Long block, @Nullable Instant asOf, String detail) {

  /** Whether what a source knows is the network's state. */
  public enum Status {
    /** The source does not say, or has not tried yet. */
    UNKNOWN,
    /** The last attempt to learn the network's state succeeded. */
    CURRENT,
    /** The network cannot be read, or stands still; the last good metagraph stays in force. */
    STALE
  }

  /** Returns the health of a source that does not say, or has not tried yet. */
  public static SourceHealth unknown() {
    return new SourceHealth(Status.UNKNOWN, null, null, "");
  }

  /** Returns the health of a source that has just read a metagraph. */
  public static SourceHealth current(Metagraph metagraph, Instant asOf, String detail) {
    return new SourceHealth(Status.CURRENT, metagraph.block(), asOf, detail);
  }

  /** Returns the health after a failure: what is known stays, and grows old. */
  public SourceHealth stale(String failure) {
    return new SourceHealth(Status.STALE, block, asOf, failure);
  }

  /**
   * Returns how long ago the last good metagraph was the network's, at least zero; empty before the
   * first.
   */
  public Optional<Duration> age(Instant now) {
    if (asOf == null) {
      return Optional.empty();
    }
    Duration age = Duration.between(asOf, now);
    return Optional.of(age.isNegative() ? Duration.ZERO : age);
  }
}
