package org.gatehouse.config.plugin.scan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.config.plugin.PluginProblem;

/** The problems of a plugin's classes: the first of each cause, and not too many. */
final class ClassProblems {

  private static final int MOST = 10;

  private final Map<Object, PluginProblem> byCause = new LinkedHashMap<>();

  /**
   * Adds a problem unless its cause was reported before.
   *
   * @param cause what a class refers to, or whatever else is wrong in many places at once
   */
  void add(Object cause, String where, String found, String remedy) {
    byCause.putIfAbsent(cause, new PluginProblem(where, found, remedy));
  }

  /** Adds the first of them, and how many more there are, to the problems of the plugin. */
  void report(String plugin, Findings findings) {
    findings.addAll(byCause.values().stream().limit(MOST).toList());
    int more = byCause.size() - MOST;
    if (more > 0) {
      findings.add(
          plugin,
          more + " more problems were found in its classes",
          "solve the ones above, which may well be of the same origin, and check again");
    }
  }
}
