package org.gatehouse.benchmarks.sidebyside;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was asked for on the command line.
 *
 * @param quick whether a rough look is enough
 * @param only names of groups of works; all if empty
 * @param out the folder for the numbers, the table and the plots
 */
record Options(boolean quick, Set<String> only, Path out) {

  static final String USAGE =
      "benchmarks/side-by-side [--quick] [--only NAME,...] [--out FOLDER]\nNames: ";

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with words for the user
   */
  static Options parse(List<String> words, Set<String> groups) {
    boolean quick = false;
    Set<String> only = new TreeSet<>();
    Path out = Path.of("benchmarks", "target", "side-by-side");
    for (int i = 0; i < words.size(); i++) {
      switch (words.get(i)) {
        case "--quick" -> quick = true;
        case "--only" -> only.addAll(List.of(value(words, ++i, groups).split(",")));
        case "--out" -> out = Path.of(value(words, ++i, groups));
        default -> throw refused("does not know " + words.get(i), groups);
      }
    }
    for (String name : only) {
      if (!groups.contains(name)) {
        throw refused("has no works called " + name, groups);
      }
    }
    return new Options(quick, only, out);
  }

  private static String value(List<String> words, int at, Set<String> groups) {
    if (at == words.size()) {
      throw refused("wants something after " + words.get(at - 1), groups);
    }
    return words.get(at);
  }

  private static IllegalArgumentException refused(String why, Set<String> groups) {
    return new IllegalArgumentException(
        "side-by-side " + why + "\n" + USAGE + String.join(", ", groups));
  }

  boolean includes(String group) {
    return only.isEmpty() || only.contains(group);
  }

  /** The same as words; for children. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of("--out", out.toString()));
    if (quick) {
      words.add("--quick");
    }
    if (!only.isEmpty()) {
      words.addAll(List.of("--only", String.join(",", only)));
    }
    return words;
  }
}
