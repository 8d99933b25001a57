package org.gatehouse.host.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gatehouse.api.GatehouseException;

/** Looks at the places of files before they are written. */
public final class OutputFiles {

  private OutputFiles() {}

  /**
   * Checks that a file can be written beside others in its folder; writes nothing.
   *
   * @throws GatehouseException if it is a directory, or its folder is missing or read-only
   */
  public static void check(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new GatehouseException(file + ": expected the path of a file, found a directory");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new GatehouseException(file + ": expected a regular file, found a device or a pipe");
    }
    if (!Files.isDirectory(folder)) {
      throw new GatehouseException(file + ": cannot be written: its folder does not exist");
    }
    if (!Files.isWritable(folder)) {
      throw new GatehouseException(file + ": cannot be written: its folder may not be written to");
    }
  }
}
