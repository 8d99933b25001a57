package org.gatehouse.host.plugins;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.config.plugin.SharedPackages;

/** The packages that plugins get from the host, for output. */
public final class SharedPrefixes {

  private static final String ALL = "all";

  private SharedPrefixes() {}

  /** Returns a line for what all plugins get, and one for each word that they can require. */
  public static List<String> lines() {
    List<String> lines = new ArrayList<>();
    byWord()
        .forEach(
            (word, prefixes) ->
                lines.add(
                    (word.equals(ALL)
                            ? "Shared with all plugins: "
                            : "Shared with plugins that require " + word + ": ")
                        + String.join(" ", prefixes)));
    return lines;
  }

  /** Writes the field {@code shared}. */
  public static void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("shared");
    for (Map.Entry<String, List<String>> entry : byWord().entrySet()) {
      json.writeArrayFieldStart(entry.getKey());
      for (String prefix : entry.getValue()) {
        json.writeString(prefix);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static Map<String, List<String>> byWord() {
    List<String> withAll = SharedPackages.of(Set.of()).prefixes();
    Map<String, List<String>> byWord = new LinkedHashMap<>();
    byWord.put(ALL, withAll);
    for (String word : SharedPackages.requirements()) {
      List<String> prefixes = new ArrayList<>(SharedPackages.of(Set.of(word)).prefixes());
      prefixes.removeAll(withAll);
      byWord.put(word, prefixes);
    }
    return byWord;
  }
}
