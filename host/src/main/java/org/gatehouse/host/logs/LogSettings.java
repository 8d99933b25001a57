package org.gatehouse.host.logs;

import com.typesafe.config.Config;
import java.util.List;
import org.gatehouse.api.config.ConfigProblem;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.config.SectionReader;

/**
 * How a service logs: the section {@code gatehouse.host.log}.
 *
 * @param json whether each line is a JSON object, for programs, or text, for people
 */
public record LogSettings(boolean json) {

  /** The path of the section. */
  public static final String SECTION = "gatehouse.host.log";

  private static final String TEXT = "text";
  private static final String JSON = "json";

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
  public static LogSettings of(Config section) {
    SectionReader reader = new SectionReader(section, SECTION);
    LogSettings settings = read(reader);
    reader.throwIfAny();
    return settings;
  }

  private static LogSettings read(SectionReader section) {
    return new LogSettings(section.oneOf("format", List.of(TEXT, JSON)).equals(JSON));
  }
}
