package org.gatehouse.host.metagraph;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.host.cli.OutputFiles;

/** Writes snapshots to files: a reader sees the old one or the new one, never a part. */
public final class SnapshotFiles {

  private SnapshotFiles() {}

  /**
   * Writes a snapshot in the place of whatever was there, readable by whom new files are.
   *
   * @throws GatehouseException if that fails; the file is as it was
   */
  public static void write(Path file, Metagraph metagraph) {
    OutputFiles.check(file);
    Path target = file.toAbsolutePath();
    if (Files.isSymbolicLink(file)) {
      throw new GatehouseException(file + ": expected a regular file, found a symbolic link");
    }
    Path pending =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try {
        writeForced(pending, SnapshotJson.of(metagraph) + "\n");
        Files.move(pending, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(pending);
      }
    } catch (IOException e) {
      throw new GatehouseException(file + ": cannot be written: " + reason(e), e);
    }
  }

  private static void writeForced(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static String reason(IOException failure) {
    if (failure instanceof CharacterCodingException) {
      return "the snapshot holds text that is not valid Unicode";
    }
    // The message of these begins with the path of a file that nobody has heard of.
    return failure instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : String.valueOf(failure.getMessage());
  }
}
