package org.gatehouse.config.plugin.scan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.config.plugin.NativeLibrary;
import org.gatehouse.config.plugin.SharedPackages;

/**
 * Refuses jars with packages or native libraries that only the host may have, and lists the other
 * native libraries.
 */
final class BundledCheck {

  private static final String TENSORFLOW = "org.tensorflow.";
  private static final String TOKENIZERS = "ai.djl.";

  private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/\\d+/(.*)");
  private static final Pattern NATIVE = Pattern.compile("(?i).*\\.(so(\\.\\d+)*|dll|dylib|jnilib)");

  /**
   * The names under which the natives of an owner travel: wherever somebody moved them, unless
   * others have such a name too.
   */
  private static final Map<String, Pattern> NATIVES =
      Map.of(
          TENSORFLOW,
          Pattern.compile("(?i)(.*/)?(lib)?(jni)?tensorflow[^/]*"),
          "org.bytedeco.",
          Pattern.compile("(?i)(.*/)?(lib)?jnijavacpp[^/]*"),
          TOKENIZERS,
          Pattern.compile("(?i)native/lib/(.*/)?(lib)?tokenizers\\.[^/]*"));

  private final List<String> forbidden;
  private final boolean folder;
  private final Findings findings;
  private final List<NativeLibrary> natives = new ArrayList<>();
  private final Set<PluginJar> refused = new HashSet<>();
  private final Set<String> bundled = new TreeSet<>();

  BundledCheck(SharedPackages shared, boolean folder, Findings findings) {
    this.forbidden = shared.mustNotBeBundled();
    this.folder = folder;
    this.findings = findings;
  }

  /**
   * Checks one jar.
   *
   * @param own whether it is the plugin's own, which nobody can do without
   */
  void check(PluginJar jar, boolean own) {
    Map<String, List<String>> byOwner = new TreeMap<>();
    for (String entry : jar.entries()) {
      Optional<String> owner = owner(entry);
      if (owner.isPresent()) {
        byOwner.computeIfAbsent(owner.get(), name -> new ArrayList<>()).add(entry);
      } else if (NATIVE.matcher(entry).matches()) {
        addNative(jar, entry);
      }
    }
    byOwner.forEach((owner, entries) -> report(jar, own, owner, entries));
    bundled.addAll(byOwner.keySet());
    if (!own && !byOwner.isEmpty()) {
      refused.add(jar);
    }
  }

  /** Whether a jar is to be deleted, so that nothing else in it matters. */
  boolean refuses(PluginJar jar) {
    return refused.contains(jar);
  }

  /** Whether a class is of a package that has been refused. */
  boolean refuses(String className) {
    return bundled.stream().anyMatch(className::startsWith);
  }

  private Optional<String> owner(String entry) {
    Matcher versioned = VERSIONED.matcher(entry);
    String path = versioned.matches() ? versioned.group(1) : entry;
    return forbidden.stream()
        .filter(prefix -> path.startsWith(prefix.replace('.', '/')) || isNativeOf(prefix, path))
        .findFirst();
  }

  private static boolean isNativeOf(String prefix, String path) {
    Pattern names = NATIVES.get(prefix);
    return names != null
        && names.matcher(path).matches()
        && (path.startsWith("native/lib/") || NATIVE.matcher(path).matches());
  }

  private void addNative(PluginJar jar, String entry) {
    try {
      natives.add(new NativeLibrary(jar.at(entry), jar.sha256(entry)));
    } catch (IOException e) {
      findings.add(jar.at(entry), "cannot be read: " + e.getMessage(), "build the jar again");
    }
  }

  private void report(PluginJar jar, boolean own, String owner, List<String> entries) {
    findings.add(
        jar.name(),
        "brings its own "
            + owner.substring(0, owner.length() - 1)
            + " ("
            + entries.get(0)
            + (entries.size() == 1 ? "" : " and " + (entries.size() - 1) + " more")
            + "), which "
            + (hasNatives(owner)
                ? "only the host may have: native libraries may be loaded only once, as two copies"
                    + " of TensorFlow's abort the JVM"
                : "the host shares with the plugin: objects of two copies of a class cannot be"
                    + " exchanged"),
        folder && !own
            ? "delete " + jar.name() + " from the folder"
            : "build "
                + jar.name()
                + " without it: in Maven, give the dependency the scope"
                + " provided");
  }

  private static boolean hasNatives(String owner) {
    return NATIVES.containsKey(owner) || owner.equals("org.gatehouse.engine.");
  }

  /** The native libraries that are the plugin's own business. */
  List<NativeLibrary> natives() {
    return List.copyOf(natives);
  }
}
