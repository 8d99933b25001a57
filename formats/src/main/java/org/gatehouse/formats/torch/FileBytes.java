package org.gatehouse.formats.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.CRC32;
import org.gatehouse.formats.FormatException;

/** The bytes of an open file; threads that share it take turns. */
final class FileBytes {

  /** What one read asks for: the JDK copies through a native buffer of that size. */
  private static final int READ_BYTES = 1 << 20;

  private final String origin;
  private final SeekableByteChannel channel;

  FileBytes(String origin, SeekableByteChannel channel) {
    this.origin = origin;
    this.channel = channel;
  }

  String origin() {
    return origin;
  }

  long size() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Reads bytes that the file is known to have. */
  ByteBuffer read(long position, int length) {
    try {
      synchronized (channel) {
        if (!channel.isOpen()) {
          throw new IllegalStateException(origin + " is closed");
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        channel.position(position);
        while (buffer.position() < length) {
          buffer.limit(Math.min(length, buffer.position() + READ_BYTES));
          if (channel.read(buffer) < 0) {
            throw new FormatException(
                origin,
                "expected bytes up to %d, found the end of the file at byte %d"
                    .formatted(position + length, position + buffer.position()));
          }
        }
        return buffer.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Reads a whole entry of at most so many bytes and compares its checksum. */
  ByteBuffer read(ZipEntrySpan entry, int maxBytes) {
    if (entry.size() > maxBytes) {
      throw new FormatException(
          origin,
          "entry '%s': expected at most %d bytes, found %d"
              .formatted(entry.name(), maxBytes, entry.size()));
    }
    ByteBuffer bytes = read(entry.start(), (int) entry.size());
    CRC32 crc = new CRC32();
    crc.update(bytes.duplicate());
    if (crc.getValue() != entry.crc()) {
      throw new FormatException(
          origin,
          "entry '%s': expected checksum %08x, found %08x; the file is damaged"
              .formatted(entry.name(), entry.crc(), crc.getValue()));
    }
    return bytes;
  }

  private UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException(origin + ": cannot be read: " + e, e);
  }
}
