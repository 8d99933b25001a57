package org.gatehouse.config.plugin.scan;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.config.plugin.SharedPackages;
import org.jspecify.annotations.Nullable;

/**
 * Where the classes of a plugin are: in the first jar that has them, in the newest fitting form.
 */
final class PluginClasses {

  private static final int MOST_BYTES = 16 << 20;
  private static final String SUFFIX = ".class";
  private static final Pattern VERSIONED =
      Pattern.compile("META-INF/versions/([1-9]\\d{0,3})/(.*)", Pattern.DOTALL);
  private static final int BASE = 8;

  private final Map<String, Source> byName = new LinkedHashMap<>();

  /**
   * The file of a class.
   *
   * @param name its internal name, as the path tells
   * @param version the version of Java that it is meant for, or 8
   */
  record Source(String name, PluginJar jar, String entry, int version) {

    String where() {
      return jar.at(entry);
    }

    byte[] read() throws IOException {
      return jar.read(entry, MOST_BYTES);
    }
  }

  PluginClasses(Manifests manifests, SharedPackages shared) {
    List<String> refused =
        shared.mustNotBeBundled().stream().map(prefix -> prefix.replace('.', '/')).toList();
    for (PluginJar jar : manifests.jars()) {
      boolean multiRelease = manifests.isMultiRelease(jar);
      for (String entry : jar.entries()) {
        Source source = source(jar, entry, multiRelease);
        if (source != null && refused.stream().noneMatch(source.name()::startsWith)) {
          byName.merge(
              source.name(),
              source,
              (old, other) ->
                  old.jar() == other.jar() && other.version() > old.version() ? other : old);
        }
      }
    }
  }

  private static @Nullable Source source(PluginJar jar, String entry, boolean multiRelease) {
    Matcher versioned = VERSIONED.matcher(entry);
    boolean inVersions = versioned.matches();
    String path = inVersions ? versioned.group(2) : entry;
    int version = inVersions ? Integer.parseInt(versioned.group(1)) : BASE;
    boolean loaded =
        path.endsWith(SUFFIX)
            && !path.endsWith("-info" + SUFFIX)
            && !path.startsWith("META-INF/")
            && (!inVersions
                || (multiRelease && version > BASE && version <= Runtime.version().feature()));
    return loaded
        ? new Source(path.substring(0, path.length() - SUFFIX.length()), jar, entry, version)
        : null;
  }

  boolean contain(String name) {
    return byName.containsKey(name);
  }

  @Nullable Source source(String name) {
    return byName.get(name);
  }

  /** All classes in the order of the jars, then of the entries. */
  Collection<Source> all() {
    return byName.values();
  }
}
