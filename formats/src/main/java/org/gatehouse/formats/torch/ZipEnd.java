package org.gatehouse.formats.torch;

import java.nio.ByteBuffer;
import org.gatehouse.formats.FormatException;

/**
 * The end of a zip file, which says where its directory is.
 *
 * @param entries the number of entries
 * @param start the directory's first byte
 * @param end the byte after the directory
 */
record ZipEnd(int entries, long start, long end) {

  static final int MAX_DIRECTORY_BYTES = 1 << 24;

  private static final int END_BYTES = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int END64_BYTES = 56;
  private static final int END64_SIGNATURE = 0x06064b50;
  private static final int SMALLEST_ENTRY_BYTES = 46;

  static ZipEnd read(FileBytes file) {
    long size = file.size();
    if (size < END_BYTES) {
      throw new FormatException(
          file.origin(), "expected a zip of " + END_BYTES + " bytes or more, found " + size);
    }
    long at = size - END_BYTES;
    ByteBuffer end = file.read(at, END_BYTES);
    if (end.getInt() != END_SIGNATURE || end.getShort(END_BYTES - 2) != 0) {
      throw new FormatException(
          file.origin(),
          "expected the end of a zip at byte "
              + at
              + ", found other bytes; the file is truncated or still being written");
    }
    long disks = end.getInt();
    long here = Short.toUnsignedLong(end.getShort());
    long entries = Short.toUnsignedLong(end.getShort());
    long length = Integer.toUnsignedLong(end.getInt());
    long start = Integer.toUnsignedLong(end.getInt());
    if (at >= LOCATOR_BYTES + END64_BYTES) {
      ByteBuffer locator = file.read(at - LOCATOR_BYTES, LOCATOR_BYTES);
      if (locator.getInt() == LOCATOR_SIGNATURE) {
        at -= LOCATOR_BYTES + END64_BYTES;
        if (locator.getLong(8) != at) {
          throw new FormatException(
              file.origin(),
              "zip64 locator: expected the end of the directory at byte %d, found %s"
                  .formatted(at, Long.toUnsignedString(locator.getLong(8))));
        }
        ByteBuffer end64 = file.read(at, END64_BYTES);
        if (end64.getInt() != END64_SIGNATURE) {
          throw new FormatException(
              file.origin(),
              "expected the zip64 end of a zip at byte " + at + ", found other bytes");
        }
        disks = end64.getLong(16);
        here = end64.getLong(24);
        entries = end64.getLong(32);
        length = end64.getLong(40);
        start = end64.getLong(48);
      }
    }
    if (disks != 0
        || here != entries
        || start < 0
        || start > at
        || length != at - start
        || length > MAX_DIRECTORY_BYTES
        || entries < 0
        || entries > length / SMALLEST_ENTRY_BYTES) {
      throw new FormatException(
          file.origin(),
          "expected one zip directory of at most %d bytes up to byte %d, found %s entries in %s"
                  .formatted(
                      MAX_DIRECTORY_BYTES,
                      at,
                      Long.toUnsignedString(entries),
                      Long.toUnsignedString(length))
              + " bytes from byte "
              + Long.toUnsignedString(start));
    }
    return new ZipEnd((int) entries, start, at);
  }
}
