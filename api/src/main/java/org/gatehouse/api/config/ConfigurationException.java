package org.gatehouse.api.config;

import java.util.List;
import org.gatehouse.api.GatehouseException;

/** A configuration that cannot be used, with every problem found in it. */
public final class ConfigurationException extends GatehouseException {

  private final transient List<ConfigProblem> problems;

  /**
   * Creates the exception.
   *
   * @throws IllegalArgumentException if there is no problem
   */
  public ConfigurationException(List<ConfigProblem> problems) {
    super(describe(problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns all problems, in the order in which they were found; never empty. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  private static String describe(List<ConfigProblem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a configuration without problems is no failure");
    }
    StringBuilder text = new StringBuilder();
    text.append(problems.size())
        .append(problems.size() == 1 ? " problem" : " problems")
        .append(" in the configuration:");
    for (int i = 0; i < problems.size(); i++) {
      text.append("\n  ").append(i + 1).append(") ").append(problems.get(i));
    }
    return text.toString();
  }
}
