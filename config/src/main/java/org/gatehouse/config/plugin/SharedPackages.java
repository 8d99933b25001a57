package org.gatehouse.config.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The packages that a plugin gets from the host instead of from its own jars; the one place where
 * they are listed.
 *
 * <p>A prefix ends with a dot and covers its sub-packages, their classes and their resources alike.
 * Immutable and safe for use by many threads.
 */
public final class SharedPackages {

  /** The word of {@code Gatehouse-Requires} for TensorFlow, the tokenizers and the engine. */
  public static final String ENGINE = "engine-tensorflow";

  private static final String API = "org.gatehouse.api.";
  private static final String ENGINE_CLASSES = "org.gatehouse.engine.";

  private static final List<String> WITH_ALL =
      List.of(API, "org.jspecify.annotations.", "org.slf4j.", "com.typesafe.config.");

  private static final Map<String, List<String>> ON_REQUEST =
      Map.of(
          ENGINE,
          List.of(
              ENGINE_CLASSES,
              "org.gatehouse.formats.",
              "org.tensorflow.",
              "org.bytedeco.",
              "com.google.protobuf.",
              "ai.djl."));

  /** What must not be in a plugin even if it is not shared with it: it would load natives twice. */
  private static final List<String> ONLY_IN_THE_HOST =
      List.of(ENGINE_CLASSES, "org.tensorflow.", "org.bytedeco.", "ai.djl.");

  private final List<String> prefixes;

  private SharedPackages(List<String> prefixes) {
    this.prefixes = List.copyOf(prefixes);
  }

  /**
   * Returns what is shared with a plugin.
   *
   * @param requires the words of its {@code Gatehouse-Requires}; unknown ones bring nothing
   */
  public static SharedPackages of(Set<String> requires) {
    List<String> prefixes = new ArrayList<>(WITH_ALL);
    requires.stream()
        .sorted()
        .forEach(word -> prefixes.addAll(ON_REQUEST.getOrDefault(word, List.of())));
    return new SharedPackages(prefixes);
  }

  /** Returns the words that {@code Gatehouse-Requires} may hold. */
  public static SortedSet<String> requirements() {
    return new TreeSet<>(ON_REQUEST.keySet());
  }

  /**
   * Returns what a plugin must not bring along, whatever it requires, and whatever is shared with
   * it.
   */
  public List<String> mustNotBeBundled() {
    SortedSet<String> all = new TreeSet<>(prefixes);
    all.addAll(ONLY_IN_THE_HOST);
    return List.copyOf(all);
  }

  /**
   * Returns whether a class can come from Gatehouse only, so that no library has a business to look
   * whether it happens to be there.
   */
  public static boolean isOnlyInTheHost(String binaryName) {
    return binaryName.startsWith(API) || binaryName.startsWith(ENGINE_CLASSES);
  }

  /** Returns the prefixes in the order in which they are listed. */
  public List<String> prefixes() {
    return prefixes;
  }

  /** Returns whether the host's class of this binary name is the plugin's too. */
  public boolean coverClass(String binaryName) {
    return prefixes.stream().anyMatch(binaryName::startsWith);
  }

  /** Returns whether the host's resource of this path, with slashes, is the plugin's too. */
  public boolean coverResource(String path) {
    int folder = path.lastIndexOf('/');
    return folder >= 0 && coverClass(path.substring(0, folder + 1).replace('/', '.'));
  }
}
