package org.gatehouse.config.plugin.scan;

import java.util.Arrays;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.regex.Pattern;
import org.gatehouse.config.plugin.SharedPackages;
import org.jspecify.annotations.Nullable;

/**
 * What the manifest of a plugin's own jar says.
 *
 * @param name empty if it is missing
 * @param version empty if it is missing
 * @param apiVersions empty if they are missing
 * @param requires the words, unknown ones too
 * @param optional packages and classes that the plugin may lack
 */
record PluginManifest(
    String name,
    String version,
    String apiVersions,
    SortedSet<String> requires,
    SortedSet<String> optional) {

  static final String NAME = "Gatehouse-Plugin";
  static final String VERSION = "Gatehouse-Plugin-Version";
  static final String API_VERSION = "Gatehouse-Api-Version";
  static final String REQUIRES = "Gatehouse-Requires";
  static final String OPTIONAL = "Gatehouse-Optional";

  private static final Pattern NAMES = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,]+");

  /** A class that the host has if it can give what a word asks for. */
  static final String MARKER = "org/gatehouse/engine/tensorflow/EngineException.class";

  static PluginManifest of(Attributes attributes) {
    return new PluginManifest(
        text(attributes.getValue(NAME)),
        text(attributes.getValue(VERSION)),
        text(attributes.getValue(API_VERSION)),
        words(attributes.getValue(REQUIRES)),
        words(attributes.getValue(OPTIONAL)));
  }

  private static NavigableSet<String> words(@Nullable String value) {
    NavigableSet<String> words = new TreeSet<>();
    Arrays.stream(BETWEEN_WORDS.split(text(value)))
        .filter(word -> !word.isEmpty())
        .forEach(words::add);
    return words;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  /** Returns whether the plugin does without a class, by its name with dots, if it is missing. */
  boolean mayLack(String className) {
    return optional.stream()
        .map(one -> one.endsWith(".") ? one.substring(0, one.length() - 1) : one)
        .anyMatch(
            one ->
                className.equals(one)
                    || className.startsWith(one + ".")
                    || className.startsWith(one + "$"));
  }

  /**
   * Adds what is wrong with it.
   *
   * @param where the manifest
   */
  void check(String where, ClassLoader host, Findings findings) {
    if (!NAMES.matcher(name).matches()) {
      findings.add(
          where,
          "expected lower-case letters, digits and hyphens as "
              + NAME
              + ", found "
              + (name.isEmpty() ? "nothing" : "\"" + name + "\""),
          "give the plugin a name such as my-gate");
    }
    if (version.isEmpty()) {
      findings.add(
          where, "expected " + VERSION + ", found none", "add the version of the plugin's build");
    }
    ApiVersions.check(apiVersions, where, findings);
    for (String word : requires) {
      checkRequirement(word, where, host, findings);
    }
  }

  private static void checkRequirement(
      String word, String where, ClassLoader host, Findings findings) {
    if (!SharedPackages.requirements().contains(word)) {
      findings.add(
          where,
          "expected of "
              + REQUIRES
              + " no other words than "
              + String.join(", ", SharedPackages.requirements())
              + ", found \""
              + word
              + "\"",
          "correct or remove it, or use a newer Gatehouse");
    } else if (host.getResource(MARKER) == null) {
      findings.add(
          where,
          REQUIRES + " asks for " + word + ", which is not on the class path of this host",
          "add gatehouse-" + word + " to the host, or use a plugin that does without");
    }
  }
}
