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
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;

/** A metagraph snapshot on disk, gzipped or not; what it is shows in its first bytes. */
final class SnapshotFile {

  /** The most JSON that is read: some 4 KiB for each of the most peers a network can have. */
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
  private final long maxBytes;

  SnapshotFile(Path path) {
    this(path, MAX_BYTES);
  }

  SnapshotFile(Path path, long maxBytes) {
    this.path = path;
    this.maxBytes = maxBytes;
  }

  Path path() {
    return path;
  }

  /**
   * Reads the file as it is now.
   *
   * @throws MetagraphException if it cannot be read, is not a snapshot or changes meanwhile
   */
  Metagraph read() {
    try {
      for (int i = 0; i < MOST_READINGS; i++) {
        BasicFileAttributes before = look();
        requireRegular(before);
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path))) {
          if (!isSame(before, look())) {
            // Replaced just now: whether the old or the new one is open cannot be told.
            continue;
          }
          Metagraph metagraph = parse(bytes);
          // As long as the file is open, none that replaces it is given the same key.
          if (!isWritten(before, look())) {
            return metagraph;
          }
        }
      }
      throw new MetagraphException(path + ": the file was written to while it was read");
    } catch (IOException e) {
      throw new MetagraphException(path + ": " + describe(e), e);
    }
  }

  private BasicFileAttributes look() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }

  private Metagraph parse(InputStream bytes) throws IOException {
    try (InputStream text = new BoundedInputStream(unzipped(bytes), maxBytes);
        JsonParser parser = JSON.createParser(text)) {
      try {
        return SnapshotFields.read(new JsonCursor(path, parser));
      } catch (JsonProcessingException e) {
        throw failure(e, e.getLocation() == null ? parser.currentTokenLocation() : e.getLocation());
      } catch (IOException e) {
        // The parser's own position is off after a failed read; that of its last token is not.
        throw failure(e, parser.currentTokenLocation());
      }
    }
  }

  private MetagraphException failure(IOException e, JsonLocation location) {
    return new MetagraphException(JsonCursor.at(path, location) + ": " + describe(e), e);
  }

  private static InputStream unzipped(InputStream bytes) throws IOException {
    bytes.mark(2);
    boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return gzip ? new GZIPInputStream(bytes, 1 << 14) : bytes;
  }

  private void requireRegular(BasicFileAttributes attributes) {
    if (!attributes.isRegularFile()) {
      throw new MetagraphException(
          path
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
