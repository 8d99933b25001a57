package org.gatehouse.config.plugin.scan;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of the host and the JDK, read from their files as those of plugins are. What was read
 * is kept for the next plugin. Not safe for use by several threads.
 */
final class HostClasses {

  private static final Logger LOG = LoggerFactory.getLogger(HostClasses.class);
  private static final int MOST_BYTES = 16 << 20;

  private final ClassLoader host;
  private final Map<String, Optional<ClassFacts>> shared = new HashMap<>();
  private final Map<String, Optional<ClassFacts>> platform = new HashMap<>();

  HostClasses(ClassLoader host) {
    this.host = host;
  }

  ClassLoader loader() {
    return host;
  }

  /** Returns a class of the host's class path by its internal name. */
  Optional<ClassFacts> shared(String name) {
    return shared.computeIfAbsent(name, key -> read(host, key));
  }

  /** Returns a class of the JDK by its internal name. */
  Optional<ClassFacts> platform(String name) {
    return platform.computeIfAbsent(name, key -> read(ClassLoader.getPlatformClassLoader(), key));
  }

  private static Optional<ClassFacts> read(ClassLoader loader, String name) {
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      return in == null
          ? Optional.empty()
          : Optional.of(ClassFacts.read(in.readNBytes(MOST_BYTES)));
    } catch (IOException | MalformedClassException e) {
      LOG.debug("the host's class {} cannot be read", name, e);
      return Optional.empty();
    }
  }
}
