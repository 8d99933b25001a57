package org.gatehouse.host.serve;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
 * @param shadowGate the name of a second gate that never decides; empty if there is none
 */
public record ServeSettings(
    HttpSettings http,
    int scoresCapacity,
    Duration scoresTimeToLive,
    Duration shutdownTimeout,
    Optional<String> shadowGate) {

  private static final String NONE = "none";

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
        section.duration("shutdown-timeout", Duration.ZERO, Duration.ofHours(1)),
        Optional.of(section.text("shadow.gate")).filter(name -> !name.equals(NONE)));
  }
}
