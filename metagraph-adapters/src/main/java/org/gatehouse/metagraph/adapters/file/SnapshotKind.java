package org.gatehouse.metagraph.adapters.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.gatehouse.api.metagraph.MetagraphException;

/** What a snapshot is written in. */
enum SnapshotKind {
  /** What the SDK saved: the zip of torch, or a pickle. */
  SAVED,
  /** Gzipped JSON. */
  GZIP,
  /** Text, which has to be JSON. */
  TEXT;

  private static final int ZIP = 0x504b0304;
  private static final int START_BYTES = 4;

  /**
   * Looks at the first bytes and goes back to the first.
   *
   * @throws MetagraphException if they are of none of these
   */
  static SnapshotKind of(Path file, FileChannel bytes) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(START_BYTES);
    while (start.hasRemaining() && bytes.read(start, start.position()) >= 0) {}
    int length = start.position();
    int first = length == 0 ? ' ' : Byte.toUnsignedInt(start.get(0));
    if (start.getInt(0) == ZIP || first == 0x80) {
      return SAVED;
    }
    if (first == 0x1f && start.get(1) == (byte) 0x8b) {
      return GZIP;
    }
    // Text begins with a character, with white space or with a byte order mark.
    boolean text =
        (first >= ' ' && first < 0x7f) || (first >= '\t' && first <= '\r') || first >= 0xef;
    if (!text) {
      StringBuilder found = new StringBuilder();
      for (int i = 0; i < length; i++) {
        found.append(" %02x".formatted(start.get(i)));
      }
      throw new MetagraphException(
          file
              + ": expected JSON, gzipped or not, a zip of torch or a pickle, found a file that"
              + " begins with the bytes"
              + found);
    }
    return TEXT;
  }
}
