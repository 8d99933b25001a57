package org.gatehouse.metagraph.adapters.file;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import org.gatehouse.api.config.SectionReader;

/**
 * The section {@code gatehouse.metagraph.file}.
 *
 * @param path the snapshot file
 * @param pollInterval the time between the end of one reading and the start of the next
 */
record FileSettings(Path path, Duration pollInterval) {

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofDays(1);

  static SectionReader reader(Config config) {
    return new SectionReader(config, "gatehouse.metagraph.file");
  }

  static FileSettings read(SectionReader section) {
    return new FileSettings(
        section.path("path"), section.duration("poll-interval", SHORTEST, LONGEST));
  }
}
