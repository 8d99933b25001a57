package org.gatehouse.config.plugin.scan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gatehouse.config.plugin.PluginReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports of plugins that did not change since, in one small file each.
 *
 * <p>Jars are neither opened nor hashed to find that out. A cache that cannot be read or written is
 * one that knows nothing. Several processes may use the same folder.
 */
public final class ScanCache {

  private static final Logger LOG = LoggerFactory.getLogger(ScanCache.class);

  /** Changes with the shape of the files. */
  private static final String FORMAT = "1";

  private static final long MOST_BYTES = 8 << 20;

  private final Path folder;

  /**
   * Opens a cache.
   *
   * @param folder gets a folder {@code plugins}
   */
  public ScanCache(Path folder) {
    this.folder = folder.resolve("plugins");
  }

  /**
   * Returns what to ask it in the name of a host; knows nothing if the host cannot be described.
   */
  public Optional<String> fingerprint(ClassLoader host) {
    try {
      return Optional.of(HostFingerprint.of(host));
    } catch (IOException e) {
      LOG.debug("scans of plugins are not cached", e);
      return Optional.empty();
    }
  }

  /**
   * Returns the report of a plugin, from a scan if none is known.
   *
   * @param host the fingerprint of the host
   */
  public PluginReport report(Path location, String host, Supplier<PluginReport> scan) {
    Path file = folder.resolve(Sha256.of(location.toString()).substring(0, 32) + ".json");
    // Taken first: what changes during the scan makes the outcome invalid.
    String validFor = validFor(location, host);
    Optional<PluginReport> known = read(file, validFor);
    if (known.isPresent()) {
      return known.get();
    }
    PluginReport report = scan.get();
    if (!report.sha256().isEmpty()) {
      // Else something could not be read, and the next time it perhaps can.
      write(file, ReportJson.write(report, validFor));
    }
    return report;
  }

  private static String validFor(Path location, String host) {
    List<String> stamps = new ArrayList<>(List.of(FORMAT, host, FileStamp.of(location)));
    if (Files.isDirectory(location)) {
      try {
        PluginFiles.jarsIn(location).forEach(jar -> stamps.add(FileStamp.of(jar)));
      } catch (IOException e) {
        stamps.add("cannot be listed");
      }
    }
    return Sha256.of(String.join("\n", stamps));
  }

  private static Optional<PluginReport> read(Path file, String validFor) {
    try {
      if (Files.size(file) <= MOST_BYTES) {
        Config json = ReportJson.parse(Files.readString(file));
        if (ReportJson.validFor(json).equals(validFor)) {
          return Optional.of(ReportJson.read(json));
        }
      }
    } catch (NoSuchFileException e) {
      LOG.debug("{} is not there yet", file);
    } catch (IOException | ConfigException | InvalidPathException e) {
      LOG.debug("{} cannot be used", file, e);
    }
    return Optional.empty();
  }

  private void write(Path file, String json) {
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempFile(folder, "scan", ".tmp");
      try {
        Files.writeString(temporary, json);
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      LOG.debug("{} cannot be written", file, e);
    }
  }
}
