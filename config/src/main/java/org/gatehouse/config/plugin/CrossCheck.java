package org.gatehouse.config.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds what two plugins must not both have: a provider of the same name, or the same native
 * library.
 *
 * <p>A plugin that is broken anyway takes nothing from a sound one.
 */
final class CrossCheck {

  private final List<PluginReport> reports;

  private CrossCheck(List<PluginReport> reports) {
    this.reports = reports;
  }

  /** Returns the reports with what was found added to their problems. */
  static List<PluginReport> check(List<PluginReport> reports) {
    CrossCheck check = new CrossCheck(reports);
    return reports.stream().map(report -> report.withProblems(check.problems(report))).toList();
  }

  /** Returns a problem for each name that a provider of the host has already. */
  static List<PluginProblem> taken(PluginReport report, List<Provided> ofHost) {
    List<PluginProblem> problems = new ArrayList<>();
    for (Provided provided : report.provides()) {
      ofHost.stream()
          .filter(one -> one.kind().equals(provided.kind()) && one.name().equals(provided.name()))
          .findFirst()
          .ifPresent(
              one ->
                  problems.add(
                      new PluginProblem(
                          String.valueOf(report.location().getFileName()),
                          "expected a name that the host does not use, found the "
                              + provided.kind().noun()
                              + " "
                              + provided.name()
                              + ", which is "
                              + one.className()
                              + " of the host",
                          "give it another @ProviderName")));
    }
    return problems;
  }

  private List<PluginProblem> problems(PluginReport report) {
    List<PluginProblem> problems = new ArrayList<>();
    List<PluginReport> others =
        reports.stream()
            .filter(other -> !other.equals(report) && (other.isLoadable() || !report.isLoadable()))
            .toList();
    for (Provided provided : report.provides()) {
      List<PluginReport> rivals =
          others.stream().filter(other -> provides(other, provided)).toList();
      if (!rivals.isEmpty()) {
        problems.add(
            problem(
                report,
                rivals,
                "expected one " + provided.kind().noun() + " named " + provided.name() + ", found",
                "remove all of these plugins but one"));
      }
    }
    for (NativeLibrary library : report.natives()) {
      List<PluginReport> rivals = others.stream().filter(other -> bring(other, library)).toList();
      if (!rivals.isEmpty()) {
        problems.add(
            problem(
                report,
                rivals,
                "expected each native library in one plugin only, found "
                    + library.where()
                    + " (SHA-256 "
                    + library.sha256()
                    + ") in",
                "remove all of these plugins but one: a process loads a native library once"));
      }
    }
    return problems;
  }

  private static boolean provides(PluginReport report, Provided provided) {
    return report.provides().stream()
        .anyMatch(one -> one.kind().equals(provided.kind()) && one.name().equals(provided.name()));
  }

  private static boolean bring(PluginReport report, NativeLibrary library) {
    return report.natives().stream().anyMatch(one -> one.sha256().equals(library.sha256()));
  }

  private PluginProblem problem(
      PluginReport report, List<PluginReport> rivals, String found, String remedy) {
    String all =
        reports.stream()
            .filter(one -> one.equals(report) || rivals.contains(one))
            .map(CrossCheck::describe)
            .collect(Collectors.joining(" and "));
    return new PluginProblem(
        String.valueOf(report.location().getFileName()), found + " " + all, remedy);
  }

  private static String describe(PluginReport report) {
    return report.location()
        + " (version "
        + (report.version().isEmpty() ? "unknown" : report.version())
        + ", SHA-256 "
        + report.sha256()
        + ")";
  }
}
