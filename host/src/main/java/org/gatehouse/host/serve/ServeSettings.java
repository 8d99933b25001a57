package org.gatehouse.host.serve;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.config.SectionReader;

/**
 * How a gate is served: the keys {@code gatehouse.host}.
 *
 * @param http where the service listens and how much it takes on
 * @param scoresCapacity how many scores are kept for their rewards
 * @param scoresTimeToLive how long they are kept
 * @param shutdownTimeout how long running requests may take to end
 */
public record ServeSettings(
    HttpSettings http, int scoresCapacity, Duration scoresTimeToLive, Duration shutdownTimeout) {

  /** The path of the section. */
  static final String SECTION = "gatehouse.host";

  /** Returns all problems of the section; empty if {@link #of} will accept it. */
  static List<ConfigProblem> check(Config section) {
    SectionReader reader = new SectionReader(section, SECTION);
    read(reader);
    return reader.problems();
  }

  /**
   * Reads the section.
   *
   * @throws ConfigurationException with all its problems
   */
  static ServeSettings of(Config section) {
    SectionReader reader = new SectionReader(section, SECTION);
    ServeSettings settings = read(reader);
    reader.throwIfAny();
    return settings;
  }

  private static ServeSettings read(SectionReader section) {
    return new ServeSettings(
        HttpSettings.read(section),
        section.integer("scores.capacity", 1, 1 << 20),
        section.duration("scores.time-to-live", Duration.ofMillis(10), Duration.ofHours(24)),
        section.duration("shutdown-timeout", Duration.ZERO, Duration.ofHours(1)));
  }
}
