package org.gatehouse.state.log;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a segment of the log from its start, as far as it is whole. For use by one thread. */
public final class SegmentReader implements AutoCloseable {

  private final Path path;
  private final RandomAccessFile file;
  private final InputStream in;
  private final long size;
  private long sequence;
  private long position = LogSegment.HEADER;
  private long last = position;

  private SegmentReader(Path path, RandomAccessFile file, long first) throws IOException {
    this.path = path;
    this.file = file;
    this.size = file.length();
    this.sequence = first;
    this.in = new BufferedInputStream(Channels.newInputStream(file.getChannel()), 1 << 16);
  }

  /** Where and why a segment is not whole. */
  public static final class DamageException extends Exception {

    private final long position;
    private final long size;

    DamageException(Path path, long position, long size, String reason) {
      super("%s: damaged from byte %d of %d: %s".formatted(path, position, size, reason));
      this.position = position;
      this.size = size;
    }

    /** Returns where the last good record ends; 0 if not even the beginning is good. */
    public long position() {
      return position;
    }

    /** Returns the size of the file. */
    public long size() {
      return size;
    }
  }

  /**
   * Opens a segment.
   *
   * @param first the sequence number of its first record
   * @throws NewerLogException if a later version wrote it
   * @throws IOException if it cannot be read
   * @throws DamageException if it does not begin as such a segment
   */
  public static SegmentReader open(Path path, long first) throws IOException, DamageException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
    try {
      try {
        LogSegment.requireHeader(file, first);
      } catch (NewerLogException e) {
        throw e;
      } catch (IOException e) {
        throw new DamageException(path, 0, file.length(), String.valueOf(e.getMessage()));
      }
      return new SegmentReader(path, file, first);
    } catch (IOException | DamageException e) {
      try (file) {
        throw e;
      }
    }
  }

  /** Returns the sequence number of the next record. */
  public long sequence() {
    return sequence;
  }

  /**
   * Reads the next record.
   *
   * @return empty at the end of a whole segment
   * @throws DamageException if the rest is not whole
   */
  public Optional<LogRecord> next() throws IOException, DamageException {
    long left = size - position;
    if (left == 0) {
      return Optional.empty();
    }
    if (left < RecordCodec.HEADER) {
      throw damage("record " + sequence + " ends within its header");
    }
    ByteBuffer header = ByteBuffer.wrap(in.readNBytes(RecordCodec.HEADER));
    int length = header.getInt();
    if (length < 0 || length > RecordCodec.LONGEST || length > left - RecordCodec.HEADER) {
      throw damage(
          "record "
              + sequence
              + " says it has "
              + Integer.toUnsignedString(length)
              + " bytes, and "
              + (left - RecordCodec.HEADER)
              + " are left");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length
        || RecordCodec.checksum(length, ByteBuffer.wrap(body)) != header.getInt()) {
      throw damage("the checksum of record " + sequence + " is wrong");
    }
    LogRecord record;
    try {
      record = RecordCodec.decode(sequence, body);
    } catch (IOException e) {
      throw damage(String.valueOf(e.getMessage()));
    }
    sequence++;
    last = position;
    position += RecordCodec.HEADER + length;
    return Optional.of(record);
  }

  /** Returns whether nothing follows the record that was given last. */
  public boolean isAtEnd() {
    return position == size;
  }

  private DamageException damage(String reason) {
    return new DamageException(path, position, size, reason);
  }

  /** Returns the failure of a reader to make sense of the record that it was given last. */
  public DamageException refuse(String reason) {
    return new DamageException(path, last, size, "record " + (sequence - 1) + ": " + reason);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
