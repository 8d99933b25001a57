package org.gatehouse.host.batching;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.config.SectionReader;

/**
 * How forward passes are joined: the section {@code gatehouse.host.batching}.
 *
 * @param maxBatch the most messages of several calls in one batch, at least 1; 1 joins nothing
 * @param maxWait how long an idle gate waits for company before it takes a single call
 * @param queue the most messages that wait while the gate is busy, at least 1
 */
public record BatchingSettings(int maxBatch, Duration maxWait, int queue) {

  /** The path of the section. */
  public static final String SECTION = "gatehouse.host.batching";

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** Returns all problems of the section; empty if {@link #of} will accept it. */
  public static List<ConfigProblem> check(Config section) {
    SectionReader reader = new SectionReader(section, SECTION);
    read(reader);
    return reader.problems();
  }

  /**
   * Reads the section.
   *
   * @throws ConfigurationException with all its problems
   */
  public static BatchingSettings of(Config section) {
    SectionReader reader = new SectionReader(section, SECTION);
    BatchingSettings settings = read(reader);
    reader.throwIfAny();
    return settings;
  }

  private static BatchingSettings read(SectionReader section) {
    return new BatchingSettings(
        section.integer("max-batch", 1, 65_536),
        section.duration("max-wait", Duration.ZERO, LONGEST_WAIT),
        section.integer("queue", 1, 1_000_000));
  }
}
