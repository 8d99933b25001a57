package org.gatehouse.config.plugin.scan;

import java.nio.file.Path;
import java.util.List;
import org.gatehouse.config.plugin.PluginJars;
import org.gatehouse.config.plugin.PluginProblem;
import org.gatehouse.config.plugin.PluginReport;

/**
 * Scans of jars that exist only for one test.
 *
 * @param folder where they are written
 */
record Scans(Path folder) {

  private static final ClassLoader HOST = Scans.class.getClassLoader();

  /** One for all: what it learns about the host is the same for all. */
  private static final PluginScanner SCANNER = new PluginScanner(HOST);

  static ClassLoader host() {
    return HOST;
  }

  static PluginReport scan(Path location) {
    synchronized (SCANNER) {
      return SCANNER.scan(location);
    }
  }

  /** The problems as a person reads them. */
  static List<String> problems(PluginReport report) {
    return report.problems().stream().map(PluginProblem::toString).toList();
  }

  PluginReport scan(PluginJars jar) {
    return scan(jar.write(folder));
  }

  /** The problems of a single jar. */
  List<String> problems(PluginJars jar) {
    return problems(scan(jar));
  }

  /** The problems of a folder named {@code plugin}. */
  List<String> problemsOfFolder(PluginJars... jars) {
    return problems(scan(PluginJars.folder(folder.resolve("plugin"), jars)));
  }
}
