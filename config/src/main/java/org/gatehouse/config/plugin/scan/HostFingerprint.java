package org.gatehouse.config.plugin.scan;

import com.typesafe.config.Config;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.gatehouse.api.plugin.ApiVersion;
import org.gatehouse.config.plugin.SharedPackages;
import org.slf4j.Logger;

/**
 * A hash that changes with everything of the host on which the outcome of a scan depends: Java, the
 * API, the scanner, and the jars and folders that hold the shared packages.
 *
 * <p>Of files it takes the path, the size and the times of the last change. Jars are found by their
 * folders and, as some have no entries for them, by classes that each of them has.
 */
final class HostFingerprint {

  private static final String SCANNER = "org/gatehouse/config/";
  private static final String API = file(ApiVersion.class);
  private static final List<String> KNOWN =
      List.of(
          API,
          file(HostFingerprint.class),
          file(Logger.class),
          file(Config.class),
          "org/jspecify/annotations/NullMarked.class",
          PluginManifest.MARKER);

  private HostFingerprint() {}

  /**
   * Takes the fingerprint.
   *
   * @throws IOException if a part of the host cannot be read, or the API is not found
   */
  static String of(ClassLoader host) throws IOException {
    SortedSet<String> stamps = new TreeSet<>();
    if (host.getResource(API) == null) {
      throw new IOException("expected " + API + " on the host's class path, found none");
    }
    List<String> packages = new ArrayList<>(KNOWN);
    packages.add(SCANNER);
    SharedPackages.of(SharedPackages.requirements())
        .prefixes()
        .forEach(prefix -> packages.add(prefix.replace('.', '/')));
    for (String one : packages) {
      for (URL url : Collections.list(host.getResources(one))) {
        stamp(url, stamps);
      }
    }
    return Sha256.of(
        Runtime.version() + "\n" + ApiVersion.current() + "\n" + String.join("\n", stamps));
  }

  private static String file(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static void stamp(URL url, SortedSet<String> stamps) throws IOException {
    if (url.openConnection() instanceof JarURLConnection jar) {
      stamps.add(FileStamp.of(path(jar.getJarFileURL())));
    } else {
      Files.walkFileTree(
          path(url),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              stamps.add(FileStamp.of(file));
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }

  private static Path path(URL url) throws IOException {
    try {
      return Path.of(new URI(url.toString()));
    } catch (URISyntaxException | RuntimeException e) {
      throw new IOException(url + " is not a file", e);
    }
  }
}
