package org.gatehouse.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import org.gatehouse.api.config.ConfigProblem;

/** Turns the HOCON library's exceptions into problems. */
final class HoconFailures {

  /** Advice that does not hold here: every file is read as HOCON, whatever its name. */
  private static final String WRONG_ADVICE =
      ", or you may be able to rename the file .properties rather than .conf";

  private HoconFailures() {}

  /**
   * Describes a failure.
   *
   * @param key the key or section that was being read
   * @param source where it was read from, for failures that do not say
   */
  static ConfigProblem problem(ConfigException failure, String key, String source) {
    String message = String.valueOf(failure.getMessage()).replace(WRONG_ADVICE, "");
    ConfigOrigin origin = failure.origin();
    if (origin == null) {
      return new ConfigProblem(key, source, message);
    }
    String prefix = origin.description() + ": ";
    return ConfigProblem.at(
        origin, key, message.startsWith(prefix) ? message.substring(prefix.length()) : message);
  }
}
