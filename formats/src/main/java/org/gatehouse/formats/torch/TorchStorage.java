package org.gatehouse.formats.torch;

import java.nio.ByteBuffer;
import org.gatehouse.formats.DType;
import org.gatehouse.formats.FormatException;

/**
 * The elements that one or more tensors share, still in the file.
 *
 * @param file the file
 * @param entry where the elements lie
 * @param dtype their type
 * @param count their number
 */
record TorchStorage(FileBytes file, ZipEntrySpan entry, DType dtype, long count) {

  /** Reads elements that are known to be there; where they are all, their checksum is compared. */
  ByteBuffer read(long from, long elements) {
    long size = elements * dtype.byteSize();
    if (size > Integer.MAX_VALUE - 8) {
      throw new FormatException(
          file.origin(),
          "entry '%s': expected at most %d bytes at once, found %d"
              .formatted(entry.name(), Integer.MAX_VALUE - 8, size));
    }
    return elements == count
        ? file.read(entry, Integer.MAX_VALUE - 8)
        : file.read(entry.start() + from * dtype.byteSize(), (int) size);
  }

  @Override
  public String toString() {
    return "a storage of " + count + " " + dtype + " in '" + entry.name() + "'";
  }
}
