package org.gatehouse.metagraph.adapters.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.metagraph.adapters.sdk.NetworkHint;
import org.gatehouse.metagraph.adapters.sdk.SavedMetagraph;
import org.jspecify.annotations.Nullable;

/**
 * A metagraph snapshot on disk: JSON, gzipped or not, or what the SDK saved; which of them shows in
 * its first bytes. In place of a file there may be a folder of them, of which the newest counts.
 */
final class SnapshotFile {

  /** The most bytes that are read: some 4 KiB for each of the most peers a network can have. */
  private static final long MAX_BYTES = 256L << 20;

  /** How often a file is read that changes all the time. */
  private static final int MOST_READINGS = 50;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(1 << 16).maxNestingDepth(20).build())
          .build();

  /** How the parser writes a place: with a source that says nothing. */
  private static final Pattern PARSER_PLACE =
      Pattern.compile("\\[Source: [^;]*; (line: \\d+, column: \\d+)\\]");

  private final Path path;
  private final NetworkHint hint;
  private final long maxBytes;

  SnapshotFile(Path path) {
    this(path, NetworkHint.none(), MAX_BYTES);
  }

  SnapshotFile(Path path, NetworkHint hint) {
    this(path, hint, MAX_BYTES);
  }

  SnapshotFile(Path path, long maxBytes) {
    this(path, NetworkHint.none(), maxBytes);
  }

  private SnapshotFile(Path path, NetworkHint hint, long maxBytes) {
    this.path = path;
    this.hint = hint;
    this.maxBytes = maxBytes;
  }

  Path path() {
    return path;
  }

  /**
   * Reads the file, or the newest of the folder, as it is now.
   *
   * @throws MetagraphException if it cannot be read, is not a snapshot or changes meanwhile
   */
  Metagraph read() {
    Path file = path;
    try {
      for (int i = 0; i < MOST_READINGS; i++) {
        file = Files.isDirectory(path) ? SnapshotFolder.newest(path) : path;
        try {
          Metagraph metagraph = readOnce(file);
          if (metagraph != null) {
            return metagraph;
          }
        } catch (NoSuchFileException e) {
          if (file.equals(path)) {
            throw e;
          }
          // Gone from the folder just now: another one is the newest.
        }
      }
      throw new MetagraphException(file + ": the file was written to while it was read");
    } catch (IOException e) {
      throw new MetagraphException(file + ": " + describe(e), e);
    }
  }

  /** Returns {@code null} if the file changed meanwhile. */
  private @Nullable Metagraph readOnce(Path file) throws IOException {
    BasicFileAttributes before = look(file);
    requireRegular(file, before);
    try (FileChannel bytes = FileChannel.open(file, StandardOpenOption.READ)) {
      if (!isSame(before, look(file))) {
        // Replaced just now: whether the old or the new one is open cannot be told.
        return null;
      }
      Metagraph metagraph = parse(file, bytes);
      // As long as the file is open, none that replaces it is given the same key.
      return isWritten(before, look(file)) ? null : metagraph;
    }
  }

  private static BasicFileAttributes look(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class);
  }

  private Metagraph parse(Path file, FileChannel bytes) throws IOException {
    return switch (SnapshotKind.of(file, bytes)) {
      case SAVED -> SavedMetagraph.read(bytes, file, maxBytes, hint);
      case GZIP -> json(file, new GZIPInputStream(keptOpen(bytes), 1 << 14));
      case TEXT -> json(file, new BufferedInputStream(keptOpen(bytes)));
    };
  }

  private static InputStream keptOpen(FileChannel bytes) {
    return new FilterInputStream(Channels.newInputStream(bytes)) {
      @Override
      public void close() {}
    };
  }

  private Metagraph json(Path file, InputStream bytes) throws IOException {
    try (InputStream text = new BoundedInputStream(bytes, maxBytes);
        JsonParser parser = JSON.createParser(text)) {
      try {
        return SnapshotFields.read(new JsonCursor(file, parser));
      } catch (JsonProcessingException e) {
        throw failure(
            file, e, e.getLocation() == null ? parser.currentTokenLocation() : e.getLocation());
      } catch (IOException e) {
        // The parser's own position is off after a failed read; that of its last token is not.
        throw failure(file, e, parser.currentTokenLocation());
      }
    }
  }

  private static MetagraphException failure(Path file, IOException e, JsonLocation location) {
    return new MetagraphException(JsonCursor.at(file, location) + ": " + describe(e), e);
  }

  private static void requireRegular(Path file, BasicFileAttributes attributes) {
    if (!attributes.isRegularFile()) {
      throw new MetagraphException(
          file
              + ": expected a metagraph snapshot file, found "
              + (attributes.isDirectory() ? "a directory" : "something that is not a file"));
    }
  }

  /**
   * Returns whether a file that was read between these two looks may be a mixture of two states;
   * one that was replaced as a whole was read as a whole.
   */
  static boolean isWritten(BasicFileAttributes before, BasicFileAttributes after) {
    return Objects.equals(before.fileKey(), after.fileKey()) && !isSame(before, after);
  }

  private static boolean isSame(BasicFileAttributes before, BasicFileAttributes after) {
    return Objects.equals(before.fileKey(), after.fileKey())
        && before.size() == after.size()
        && before.lastModifiedTime().equals(after.lastModifiedTime());
  }

  private static String describe(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "expected a metagraph snapshot file, found nothing";
    }
    if (failure instanceof AccessDeniedException) {
      return "the file may not be read: access denied";
    }
    if (failure instanceof EOFException) {
      return "the gzipped data end early; the file is truncated or still being written";
    }
    if (failure instanceof BoundedInputStream.TooLargeException) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof ZipException) {
      return "the gzipped data are damaged: " + failure.getMessage();
    }
    if (failure instanceof JsonEOFException) {
      return "the JSON ends early; the file is truncated or still being written";
    }
    if (failure instanceof JsonProcessingException json) {
      return "expected JSON, found an error: "
          + PARSER_PLACE.matcher(json.getOriginalMessage()).replaceAll("$1");
    }
    return "reading failed: " + failure;
  }
}
