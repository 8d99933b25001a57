package org.gatehouse.host.metagraph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.metagraph.Metagraph;

/** Writes snapshots to files: a reader sees the old one or the new one, never a part. */
final class SnapshotFiles {

  private SnapshotFiles() {}

  /**
   * Writes a snapshot in the place of whatever was there.
   *
   * @throws GatehouseException if that fails; the file is as it was
   */
  static void write(Path file, Metagraph metagraph) {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    try {
      if (folder == null || Files.isDirectory(target)) {
        throw new IOException("it is a folder");
      }
      Path temporary = Files.createTempFile(folder, "." + target.getFileName(), ".tmp");
      try {
        Files.writeString(temporary, SnapshotJson.of(metagraph) + "\n");
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new GatehouseException(file + " cannot be written: " + e, e);
    }
  }
}
