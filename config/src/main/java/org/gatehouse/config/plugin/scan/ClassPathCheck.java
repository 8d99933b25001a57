package org.gatehouse.config.plugin.scan;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Refuses manifests that reach for files which are not among the plugin's jars. */
final class ClassPathCheck {

  private ClassPathCheck() {}

  static void check(Manifests manifests, Findings findings) {
    List<Path> jars = manifests.jars().stream().map(PluginJar::path).toList();
    for (PluginJar jar : manifests.jars()) {
      manifests.classPath(jar).stream()
          .filter(
              entry ->
                  resolve(jar, entry)
                      .filter(path -> isLoaded(entry, path) && !jars.contains(path))
                      .isPresent())
          .forEach(entry -> report(jar, entry, findings));
    }
  }

  private static Optional<Path> resolve(PluginJar jar, String entry) {
    try {
      URI uri = jar.path().toUri().resolve(entry);
      return Optional.of(Path.of(uri));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  /** A folder counts only if its name says that it is one. */
  private static boolean isLoaded(String entry, Path path) {
    return entry.endsWith("/") ? Files.isDirectory(path) : Files.isRegularFile(path);
  }

  private static void report(PluginJar jar, String entry, Findings findings) {
    findings.add(
        jar.at(Manifests.ENTRY),
        "its Class-Path has " + entry + ", which is not among the plugin's jars",
        "put all jars of the plugin directly into one folder, without Class-Path");
  }
}
