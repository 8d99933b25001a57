package org.gatehouse.config.plugin.scan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses jars whose signatures are not those of their contents, as of a library that was unpacked
 * into another jar: the JVM loads no class of them.
 */
final class SignatureCheck {

  private static final Logger LOG = LoggerFactory.getLogger(SignatureCheck.class);
  private static final int MOST_BYTES = 16 << 20;
  private static final Pattern SIGNED = Pattern.compile("(?i)META-INF/[^/]+\\.SF");
  private static final Pattern READ_FIRST =
      Pattern.compile("(?i)META-INF/([^/]+\\.(SF|RSA|DSA|EC)|MANIFEST\\.MF)");

  private final PluginClasses classes;
  private final Findings findings;

  SignatureCheck(PluginClasses classes, Findings findings) {
    this.classes = classes;
    this.findings = findings;
  }

  /**
   * Checks one jar.
   *
   * @param providers the names of classes that will be loaded, with dots
   */
  void check(PluginJar jar, Set<String> providers) {
    if (jar.entries().stream().noneMatch(entry -> SIGNED.matcher(entry).matches())) {
      return;
    }
    try {
      for (String entry : jar.entries()) {
        if (READ_FIRST.matcher(entry).matches()) {
          // The JDK reads them whole, however long they are.
          jar.read(entry, MOST_BYTES);
        }
      }
      verify(jar, loaded(jar, providers));
    } catch (SecurityException e) {
      findings.add(
          jar.name(),
          "the signature in it is not that of its contents, so that none of its classes can be"
              + " loaded ("
              + e.getMessage()
              + ")",
          "delete META-INF/*.SF, *.RSA and *.DSA from the jar");
    } catch (IOException | IllegalArgumentException e) {
      // Whoever reads the manifest and the classes reports what is wrong with them.
      LOG.debug("the signature of {} cannot be checked", jar.path(), e);
    }
  }

  /** The files of the providers in a jar; of a jar without any, that of one other class. */
  private List<String> loaded(PluginJar jar, Set<String> providers) {
    List<String> all = new ArrayList<>();
    List<String> named = new ArrayList<>();
    for (PluginClasses.Source source : classes.all()) {
      if (source.jar() == jar) {
        all.add(source.entry());
        if (providers.contains(source.name().replace('/', '.'))) {
          named.add(source.entry());
        }
      }
    }
    return named.isEmpty() ? all.stream().limit(1).toList() : named;
  }

  private static void verify(PluginJar jar, List<String> entries) throws IOException {
    try (JarFile file = new JarFile(jar.path().toFile(), true)) {
      for (String name : entries) {
        JarEntry entry = file.getJarEntry(name);
        if (entry != null) {
          try (var in = file.getInputStream(entry)) {
            in.readNBytes(MOST_BYTES);
          }
        }
      }
    }
  }
}
