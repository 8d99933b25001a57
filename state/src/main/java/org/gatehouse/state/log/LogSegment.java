package org.gatehouse.state.log;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** A file of the log: a header, and records with consecutive sequence numbers. */
final class LogSegment implements AutoCloseable {

  /** The bytes before the first record: magic, version, first sequence number, checksum. */
  static final int HEADER = 24;

  private static final byte[] MAGIC = "GATELOG\n".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;

  private final LogFile file;
  private final long first;
  private volatile long end = HEADER;
  private long endBefore = HEADER;

  private LogSegment(LogFile file, long first) {
    this.file = file;
    this.first = first;
  }

  /** Creates a segment in the place of whatever is there, and forces it to disk. */
  static LogSegment create(LogFile.Opener files, Path path, long first) throws IOException {
    LogFile file = files.open(path);
    try {
      file.truncate(0);
      file.write(0, header(first));
      file.force();
      return new LogSegment(file, first);
    } catch (IOException e) {
      try (file) {
        Files.deleteIfExists(path);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  static byte[] header(long first) {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.put(MAGIC).putInt(VERSION).putLong(first);
    CRC32C crc = new CRC32C();
    crc.update(header.array(), 0, header.position());
    return header.putInt((int) crc.getValue()).array();
  }

  /**
   * Checks a header.
   *
   * @throws IOException if the segment does not begin with it
   */
  static void requireHeader(RandomAccessFile file, long first) throws IOException {
    byte[] found = new byte[HEADER];
    try {
      file.readFully(found);
    } catch (EOFException e) {
      throw new IOException("it ends within its header", e);
    }
    ByteBuffer header = ByteBuffer.wrap(found);
    if (header.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))
        && header.getInt(MAGIC.length) > VERSION) {
      throw new NewerLogException(VERSION, header.getInt(MAGIC.length));
    }
    if (!header.equals(ByteBuffer.wrap(header(first)))) {
      throw new IOException("expected the header of a training log from record " + first);
    }
  }

  long first() {
    return first;
  }

  /** Returns the size in bytes. */
  long size() {
    return end;
  }

  /** Adds a record; if that fails, the segment is as it was. */
  void append(byte[] record) throws IOException {
    long before = end;
    try {
      file.write(before, record);
    } catch (IOException e) {
      try {
        file.truncate(before);
      } catch (IOException again) {
        e.addSuppressed(again);
        throw new BrokenLogException(e);
      }
      throw e;
    }
    endBefore = before;
    end = before + record.length;
  }

  /** Takes the last record back. */
  void undo() throws IOException {
    file.truncate(endBefore);
    end = endBefore;
  }

  void force() throws IOException {
    file.force();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
