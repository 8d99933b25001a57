package org.gatehouse.state;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.config.SectionReader;

/**
 * How and where a host keeps what its gate has learned: the section {@code gatehouse.state}.
 *
 * @param folder owned by one host at a time; made where it is missing
 * @param snapshotInterval the time between two snapshots
 * @param keep how many snapshots are kept, at least 1
 * @param log whether steps and resyncs are logged between two snapshots
 * @param fsync when the log is forced to disk
 */
public record StateSettings(
    Path folder, Duration snapshotInterval, int keep, boolean log, FsyncPolicy fsync) {

  /** The path of the section. */
  public static final String SECTION = "gatehouse.state";

  private static final String FSYNC = "fsync";
  private static final String ALWAYS = "always";
  private static final String NEVER = "never";

  /** Checks the values. */
  public StateSettings {
    if (keep < 1) {
      throw new IllegalArgumentException("expected to keep at least 1 snapshot, found " + keep);
    }
  }

  /** Returns all problems of the section; empty if {@link #of} will accept it. */
  public static List<ConfigProblem> check(Config section) {
    SectionReader reader = new SectionReader(section, SECTION);
    read(reader, Path.of(""));
    return reader.problems();
  }

  /**
   * Reads the section.
   *
   * @param folder where the state is, which more than this section decides on
   * @throws ConfigurationException with all its problems
   */
  public static StateSettings of(Config section, Path folder) {
    SectionReader reader = new SectionReader(section, SECTION);
    StateSettings settings = read(reader, folder);
    reader.throwIfAny();
    return settings;
  }

  private static StateSettings read(SectionReader section, Path folder) {
    return new StateSettings(
        folder,
        section.duration("snapshot-interval", Duration.ofSeconds(1), Duration.ofHours(24)),
        section.integer("keep", 1, 1000),
        section.flag("log"),
        fsync(section));
  }

  private static FsyncPolicy fsync(SectionReader section) {
    return section
        .durationOr(FSYNC, List.of(ALWAYS, NEVER), Duration.ofMillis(1), Duration.ofHours(1))
        .map(FsyncPolicy::every)
        .orElseGet(
            () -> section.text(FSYNC).equals(ALWAYS) ? FsyncPolicy.ALWAYS : FsyncPolicy.NEVER);
  }
}
