package org.gatehouse.metagraph.adapters.file;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.metagraph.adapters.sdk.NetworkHint;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code gatehouse.metagraph.file}.
 *
 * @param path the snapshot file, or a folder of them
 * @param pollInterval the time between the end of one reading and the start of the next
 * @param hint the network of a file that does not say it
 */
record FileSettings(Path path, Duration pollInterval, NetworkHint hint) {

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofDays(1);

  static SectionReader reader(Config config) {
    return new SectionReader(config, "gatehouse.metagraph.file");
  }

  static FileSettings read(SectionReader section) {
    return new FileSettings(
        section.path("path"),
        section.duration("poll-interval", SHORTEST, LONGEST),
        new NetworkHint(netuid(section), section.optionalText("network").orElse(null)));
  }

  private static @Nullable Integer netuid(SectionReader section) {
    return section.optionalText("netuid").isEmpty() ? null : section.integer("netuid", 0, 0xFFFF);
  }
}
