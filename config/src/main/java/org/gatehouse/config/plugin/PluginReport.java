package org.gatehouse.config.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the files of one plugin say; none of its code has run. Immutable.
 *
 * <p>Of a broken plugin, whatever could be read is here too.
 *
 * @param location the jar, or the folder of jars, as an absolute path
 * @param jars the jars of its class path, the one with the plugin's manifest first
 * @param name the manifest's {@code Gatehouse-Plugin}, else the name of the jar or folder
 * @param version the manifest's {@code Gatehouse-Plugin-Version}; empty if it is missing
 * @param apiVersions the manifest's {@code Gatehouse-Api-Version}; empty if it is missing
 * @param requires the words of the manifest's {@code Gatehouse-Requires}
 * @param provides its providers in the order of their kinds, then of their names
 * @param natives the native libraries in its jars
 * @param sha256 of the jar, or of the names and contents of the folder's jars, in lower-case
 *     hexadecimal digits; empty if it cannot be read
 * @param problems why it cannot be loaded; empty if it can
 */
public record PluginReport(
    Path location,
    List<Path> jars,
    String name,
    String version,
    String apiVersions,
    SortedSet<String> requires,
    List<Provided> provides,
    List<NativeLibrary> natives,
    String sha256,
    List<PluginProblem> problems) {

  /** Copies the collections. */
  public PluginReport {
    jars = List.copyOf(jars);
    requires = Collections.unmodifiableSortedSet(new TreeSet<>(requires));
    provides = List.copyOf(provides);
    natives = List.copyOf(natives);
    problems = List.copyOf(problems);
  }

  /** Returns whether nothing is wrong with it as far as its files tell. */
  public boolean isLoadable() {
    return problems.isEmpty();
  }

  /** Returns the same report with more problems. */
  PluginReport withProblems(List<PluginProblem> more) {
    List<PluginProblem> all = new ArrayList<>(problems);
    all.addAll(more);
    return new PluginReport(
        location, jars, name, version, apiVersions, requires, provides, natives, sha256, all);
  }
}
