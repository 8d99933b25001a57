package org.gatehouse.config.plugin.scan;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * One jar of a plugin, open, and read within bounds whatever its headers claim. Not safe for use by
 * several threads.
 */
final class PluginJar implements Closeable {

  /** The most that a scan unpacks of one jar, in bytes; a CUDA library has about one of the two. */
  static final long MOST_UNPACKED = 2L << 30;

  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final ZipFile zip;
  private final NavigableSet<String> names = new TreeSet<>();
  private final NavigableSet<String> entries;
  private long left;

  private PluginJar(Path path, ZipFile zip, long left) {
    this.path = path;
    this.zip = zip;
    this.left = left;
    zip.stream().map(ZipEntry::getName).forEach(names::add);
    NavigableSet<String> contents = new TreeSet<>(names);
    contents.removeIf(name -> name.endsWith("/"));
    entries = Collections.unmodifiableNavigableSet(contents);
  }

  static PluginJar open(Path path) throws IOException {
    return open(path, MOST_UNPACKED);
  }

  /**
   * Opens a jar.
   *
   * @param mostUnpacked how many bytes may be read out of it
   */
  static PluginJar open(Path path, long mostUnpacked) throws IOException {
    ZipFile zip = new ZipFile(path.toFile());
    try {
      return new PluginJar(path, zip, mostUnpacked);
    } catch (RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** The file's name. */
  String name() {
    return path.getFileName().toString();
  }

  /** The place of an entry, as in a problem. */
  String at(String entry) {
    return name() + "!/" + entry;
  }

  /** The names of all entries, folders too. */
  NavigableSet<String> names() {
    return Collections.unmodifiableNavigableSet(names);
  }

  /** The names of all entries that are no folders. */
  NavigableSet<String> entries() {
    return entries;
  }

  /**
   * Reads an entry.
   *
   * @param most how many bytes it may have
   * @throws IOException if it is longer, damaged, or not there
   */
  byte[] read(String entry, int most) throws IOException {
    try (InputStream in = stream(entry)) {
      byte[] bytes = in.readNBytes((int) Math.min(most + 1L, left + 1));
      spend(bytes.length);
      if (bytes.length > most) {
        throw new ZipException("is longer than " + most + " bytes");
      }
      return bytes;
    }
  }

  /** Returns the SHA-256 of an entry's content. */
  String sha256(String entry) throws IOException {
    try (InputStream in = stream(entry)) {
      Sha256 sha256 = new Sha256();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        spend(read);
        sha256.add(buffer, read);
      }
      return sha256.hex();
    }
  }

  private InputStream stream(String entry) throws IOException {
    ZipEntry found = zip.getEntry(entry);
    InputStream in = found == null ? null : zip.getInputStream(found);
    if (in == null) {
      throw new ZipException("is not in the jar");
    }
    return in;
  }

  private void spend(int bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      left = 0;
      throw new ZipException("unpacks, with what was read before it, to more than the bound");
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
