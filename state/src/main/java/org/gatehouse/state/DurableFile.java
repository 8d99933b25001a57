package org.gatehouse.state;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.gatehouse.api.GatehouseException;
import org.jspecify.annotations.Nullable;

/**
 * Files that are replaced as a whole: written beside their place, forced to disk and renamed.
 *
 * <p>Whoever reads such a file finds the old one or the new one, even after a power failure. A
 * symbolic link stays one: what it points to is replaced.
 */
public final class DurableFile {

  /** Writes what a file is to hold. */
  @FunctionalInterface
  public interface Body {

    /** Writes everything; need neither flush nor close. */
    void writeTo(OutputStream out) throws IOException;
  }

  private DurableFile() {}

  /**
   * Checks that a file can be written beside others in its folder; writes nothing.
   *
   * @throws GatehouseException if it is a directory, a device or a link to nothing, or its folder
   *     is missing or read-only
   */
  public static void check(Path file) {
    Path folder = folder(file, target(file));
    if (!Files.isDirectory(folder)) {
      throw unwritable(file, "its folder does not exist", null);
    }
    if (!Files.isWritable(folder)) {
      throw unwritable(file, "its folder may not be written to", null);
    }
  }

  /**
   * Writes a file in the place of whatever was there, readable by whom new files are.
   *
   * @param body runs once; what it throws besides {@link IOException} is passed on
   * @throws GatehouseException if that fails; a file that was there before still is
   */
  public static void write(Path file, Body body) {
    Path target = target(file);
    Path folder = folder(file, target);
    Path pending = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try {
        writeForced(pending, body);
        Files.move(pending, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(pending);
      }
      FolderSync.force(folder);
    } catch (IOException e) {
      throw unwritable(file, reason(e), e);
    }
  }

  /**
   * Writes text as UTF-8, like {@link #write}.
   *
   * @throws GatehouseException if it is not valid Unicode, too
   */
  public static void writeString(Path file, CharSequence text) {
    write(
        file,
        out -> {
          ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
          out.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
        });
  }

  private static Path target(Path file) {
    if (!Files.isSymbolicLink(file)) {
      return file.toAbsolutePath();
    }
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw new GatehouseException(file + ": points to nothing that exists", e);
    }
  }

  private static Path folder(Path file, Path target) {
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new GatehouseException(file + ": expected the path of a file, found a directory");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new GatehouseException(file + ": expected a regular file, found a device or a pipe");
    }
    return folder;
  }

  /** Not with a channel, which the interruption of its thread would close. */
  private static void writeForced(Path file, Body body) throws IOException {
    Files.createFile(file);
    try (FileOutputStream target = new FileOutputStream(file.toFile());
        OutputStream out = new BufferedOutputStream(target, 1 << 16)) {
      body.writeTo(out);
      out.flush();
      target.getFD().sync();
    }
  }

  private static GatehouseException unwritable(
      Path file, String reason, @Nullable IOException cause) {
    return new GatehouseException(file + ": cannot be written: " + reason, cause);
  }

  private static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "its folder does not exist";
    }
    if (failure instanceof AccessDeniedException) {
      return "access denied";
    }
    if (failure instanceof CharacterCodingException) {
      return "it would hold text that is not valid Unicode";
    }
    // The message of these begins with the path of a file that nobody has heard of.
    return failure instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : String.valueOf(failure.getMessage());
  }
}
