package org.gatehouse.host.batching;

import java.time.Duration;
import org.gatehouse.api.config.SectionReader;

/**
 * How forward passes are joined: the section {@code gatehouse.host.batching}.
 *
 * @param maxBatch the most messages of several calls in one batch, at least 1; 1 joins nothing
 * @param maxWait how long an idle gate waits for company before it takes a single call
 * @param queue the most messages that wait while the gate is busy, at least 1
 */
public record BatchingSettings(int maxBatch, Duration maxWait, int queue) {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** Reads the section; problems stay in the reader. */
  public static BatchingSettings read(SectionReader section) {
    return new BatchingSettings(
        section.integer("max-batch", 1, 65_536),
        section.duration("max-wait", Duration.ZERO, LONGEST_WAIT),
        section.integer("queue", 1, 1_000_000));
  }
}
