package org.gatehouse.config.plugin.scan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the {@code reference.conf} files of a plugin's jars; what they say is for others. */
final class ReferenceTexts {

  private static final String ENTRY = "reference.conf";
  private static final int MOST_BYTES = 1 << 20;

  private ReferenceTexts() {}

  static SortedMap<String, String> of(List<PluginJar> jars, Findings findings) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (PluginJar jar : jars) {
      if (jar.entries().contains(ENTRY)) {
        try {
          texts.put(jar.at(ENTRY), new String(jar.read(ENTRY, MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
          findings.add(jar.at(ENTRY), "cannot be read: " + e.getMessage(), "build the jar again");
        }
      }
    }
    return texts;
  }
}
