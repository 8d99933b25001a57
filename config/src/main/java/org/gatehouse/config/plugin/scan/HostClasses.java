package org.gatehouse.config.plugin.scan;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of the host and the JDK, read from their files as those of plugins are. What was read
 * is kept for the next plugin. Not safe for use by several threads.
 */
final class HostClasses {

  private static final Logger LOG = LoggerFactory.getLogger(HostClasses.class);
  private static final int MOST_BYTES = 16 << 20;
  private static final String SUFFIX = ".class";
  private static final int VERSION_AT = 6;

  /** The newest version of class files that can be read. */
  private static final int NEWEST = Opcodes.V27;

  private final ClassLoader host;
  private final Map<String, Optional<ClassFacts>> shared = new HashMap<>();
  private final Map<String, Optional<ClassFacts>> platform = new HashMap<>();

  HostClasses(ClassLoader host) {
    this.host = host;
  }

  ClassLoader loader() {
    return host;
  }

  /** Returns whether a class is on the host's class path, readable or not. */
  boolean hasShared(String name) {
    return shared(name).isPresent() || host.getResource(name + SUFFIX) != null;
  }

  /** Returns whether a class is in the JDK, readable or not. */
  boolean hasPlatform(String name) {
    return platform(name).isPresent()
        || ClassLoader.getPlatformClassLoader().getResource(name + SUFFIX) != null;
  }

  /** Returns a class of the host's class path by its internal name, if it can be read. */
  Optional<ClassFacts> shared(String name) {
    return shared.computeIfAbsent(name, key -> read(host, key));
  }

  /** Returns a class of the JDK by its internal name, if it can be read. */
  Optional<ClassFacts> platform(String name) {
    return platform.computeIfAbsent(name, key -> read(ClassLoader.getPlatformClassLoader(), key));
  }

  private static Optional<ClassFacts> read(ClassLoader loader, String name) {
    try (InputStream in = loader.getResourceAsStream(name + SUFFIX)) {
      return in == null
          ? Optional.empty()
          : Optional.of(ClassFacts.read(ofKnownVersion(in.readNBytes(MOST_BYTES))));
    } catch (IOException | MalformedClassException e) {
      LOG.debug("the host's class {} cannot be read", name, e);
      return Optional.empty();
    }
  }

  /** What is read of a class has looked alike since long, so that a newer version is as good. */
  private static byte[] ofKnownVersion(byte[] bytes) {
    if (bytes.length > VERSION_AT + 1) {
      int version = (bytes[VERSION_AT] & 0xFF) << 8 | (bytes[VERSION_AT + 1] & 0xFF);
      if (version > NEWEST) {
        bytes[VERSION_AT] = (byte) (NEWEST >> 8);
        bytes[VERSION_AT + 1] = (byte) NEWEST;
      }
    }
    return bytes;
  }
}
