package org.gatehouse.api.config;

import com.typesafe.config.ConfigOrigin;

/**
 * One thing that is wrong with a configuration.
 *
 * @param key the full key, such as {@code gatehouse.gating.num-uids}
 * @param origin where the value comes from: {@code file:line}, {@code system properties}, or empty
 *     when the key is missing altogether
 * @param message what was expected and what was found
 */
public record ConfigProblem(String key, String origin, String message) {

  /** Describes a problem with a value of a known origin. */
  public static ConfigProblem at(ConfigOrigin origin, String key, String message) {
    return new ConfigProblem(key, describe(origin), message);
  }

  private static String describe(ConfigOrigin origin) {
    String filename = origin.filename();
    if (filename != null && origin.lineNumber() > 0) {
      return filename + ":" + origin.lineNumber();
    }
    return origin.description();
  }

  /** Returns the problem in one line: key, origin in parentheses, message. */
  @Override
  public String toString() {
    return key + (origin.isEmpty() ? "" : " (" + origin + ")") + ": " + message;
  }
}
