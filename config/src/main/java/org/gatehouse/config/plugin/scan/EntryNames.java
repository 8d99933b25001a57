package org.gatehouse.config.plugin.scan;

import java.util.List;
import java.util.regex.Pattern;

/** Refuses jars with entries that would leave a folder into which they were unpacked. */
final class EntryNames {

  private static final Pattern ESCAPE =
      Pattern.compile("/.*|[A-Za-z]:.*|(.*/)?\\.\\.(/.*)?", Pattern.DOTALL);

  private EntryNames() {}

  /** Some tools write names of Windows as they are, and some read them as that. */
  private static boolean isEscape(String name) {
    return ESCAPE.matcher(name.replace('\\', '/')).matches();
  }

  static void check(PluginJar jar, Findings findings) {
    List<String> escapes = jar.names().stream().filter(EntryNames::isEscape).toList();
    if (!escapes.isEmpty()) {
      findings.add(
          jar.name(),
          "expected names of entries that stay inside the jar, found \""
              + escapes.get(0)
              + "\""
              + (escapes.size() == 1 ? "" : " and " + (escapes.size() - 1) + " more"),
          "build the jar again from files in its own folder, and do not unpack this one");
    }
  }
}
