package org.gatehouse.config.plugin.scan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** The manifests of a plugin's jars, and which of them is the plugin's own. */
final class Manifests {

  static final String ENTRY = "META-INF/MANIFEST.MF";

  private static final int MOST_BYTES = 1 << 20;
  private static final Attributes.Name PLUGIN = new Attributes.Name(PluginManifest.NAME);

  private final Map<PluginJar, Attributes> byJar = new HashMap<>();
  private final List<PluginJar> own;
  private final List<PluginJar> jars;

  /** Reads the manifests of all jars. */
  Manifests(PluginFiles files, Findings findings) {
    files.jars().forEach(jar -> byJar.put(jar, read(jar, findings)));
    own = files.jars().stream().filter(jar -> of(jar).containsKey(PLUGIN)).toList();
    jars = new ArrayList<>(files.jars());
    jars.sort(Comparator.comparing(jar -> !own.contains(jar)));
    if (own.isEmpty() && !jars.isEmpty()) {
      reportNone(files, findings);
    } else if (own.size() > 1) {
      findings.add(
          files.name(),
          "expected " + PLUGIN + " in the manifest of one jar, found it in " + names(own, " and "),
          "give each plugin a folder of its own, or delete all of them but one");
    }
  }

  private static Attributes read(PluginJar jar, Findings findings) {
    if (jar.entries().contains(ENTRY)) {
      try {
        return new Manifest(new ByteArrayInputStream(jar.read(ENTRY, MOST_BYTES)))
            .getMainAttributes();
      } catch (IOException | IllegalArgumentException e) {
        findings.add(
            jar.at(ENTRY), "the manifest cannot be read: " + e.getMessage(), "build the jar again");
      }
    }
    return new Attributes();
  }

  private static void reportNone(PluginFiles files, Findings findings) {
    PluginJar first = files.jars().get(0);
    boolean several = files.jars().size() > 1;
    String found =
        several
            ? " in the manifest of one jar, found it in none of " + names(files.jars(), ", ")
            : " in the manifest, found no "
                + (first.entries().contains(ENTRY) ? "such attribute" : "manifest");
    findings.add(
        several ? files.name() : first.at(ENTRY),
        "expected " + PLUGIN + found,
        "add "
            + String.join(
                ", ", PluginManifest.NAME, PluginManifest.VERSION, PluginManifest.API_VERSION)
            + " to the manifest of the plugin's own jar");
  }

  private static String names(List<PluginJar> jars, String separator) {
    return jars.stream().map(PluginJar::name).collect(Collectors.joining(separator));
  }

  private Attributes of(PluginJar jar) {
    return byJar.getOrDefault(jar, new Attributes());
  }

  /** The jars in the order of the class path: the plugin's own first, then by name. */
  List<PluginJar> jars() {
    return jars;
  }

  /** The plugin's own jar; empty if none says to be a plugin. */
  Optional<PluginJar> ownJar() {
    return own.stream().findFirst();
  }

  /** What the own jar's manifest says. */
  PluginManifest own() {
    return PluginManifest.of(ownJar().map(this::of).orElseGet(Attributes::new));
  }

  /** Whether a jar brings other classes for newer versions of Java. */
  boolean isMultiRelease(PluginJar jar) {
    return Boolean.parseBoolean(of(jar).getValue(Attributes.Name.MULTI_RELEASE));
  }

  /** The relative paths that a jar adds to its class path. */
  List<String> classPath(PluginJar jar) {
    String value = of(jar).getValue(Attributes.Name.CLASS_PATH);
    return value == null ? List.of() : List.of(value.strip().split("\\s+"));
  }
}
