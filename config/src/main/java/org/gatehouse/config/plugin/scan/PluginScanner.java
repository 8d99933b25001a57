package org.gatehouse.config.plugin.scan;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.gatehouse.config.plugin.PluginProblem;
import org.gatehouse.config.plugin.PluginReport;

/** Reads what the files of a plugin say. */
public final class PluginScanner {

  private final ClassLoader host;

  /**
   * Creates a scanner.
   *
   * @param host where the shared packages are
   */
  public PluginScanner(ClassLoader host) {
    this.host = host;
  }

  /** Reads one plugin; whatever is wrong with it becomes a problem of the report. */
  public PluginReport scan(Path location) {
    return new PluginReport(
        location,
        List.of(),
        location.toString(),
        "",
        "",
        new TreeSet<>(),
        List.of(),
        List.of(),
        "",
        List.of(new PluginProblem(location.toString(), "cannot be read by " + host, "wait")));
  }
}
