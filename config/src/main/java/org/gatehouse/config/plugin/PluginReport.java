package org.gatehouse.config.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

  /** Returns the name and the version, as far as they are known. */
  public String title() {
    return version.isEmpty() ? name : name + " " + version;
  }

  /** Returns where exactly it is: the location, the version and the hash. */
  public String place() {
    return location
        + (version.isEmpty() ? "" : ", version " + version)
        + (sha256.isEmpty() ? "" : ", SHA-256 " + sha256);
  }

  /** Returns what is wrong with it, if anything is, as a sentence and a line for each problem. */
  public String describeProblems() {
    return "plugin " + title() + " (" + location + ") is broken:" + problemLines();
  }

  /** Returns a line for each problem, each after a line break. */
  public String problemLines() {
    return problems.stream().map(problem -> "\n     - " + problem).collect(Collectors.joining());
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
