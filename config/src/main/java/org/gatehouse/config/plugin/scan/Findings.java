package org.gatehouse.config.plugin.scan;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.config.plugin.PluginProblem;

/** The problems of one plugin in the order in which they were found. */
final class Findings {

  private final List<PluginProblem> problems = new ArrayList<>();

  /** Adds a problem. */
  void add(String where, String found, String remedy) {
    problems.add(new PluginProblem(where, found, remedy));
  }

  /** Adds problems. */
  void addAll(List<PluginProblem> more) {
    problems.addAll(more);
  }

  List<PluginProblem> all() {
    return List.copyOf(problems);
  }
}
