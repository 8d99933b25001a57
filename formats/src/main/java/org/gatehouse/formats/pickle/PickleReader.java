package org.gatehouse.formats.pickle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads Python pickles, protocols 2 to 5, as plain values, and runs nothing.
 *
 * <p>Python's own reader calls whatever a pickle names. This one knows the few instructions that
 * files of arrays are made of, and takes names only from the caller's list; everything else is
 * refused by its name. No class of Java is ever looked up. Lengths are not believed, depth and
 * number of values are bounded, and values that hold themselves are refused.
 *
 * <p>A value is {@code null} (None), Boolean, Long, {@link java.math.BigInteger} (where a Long is
 * too small), Double, String, {@link java.nio.ByteBuffer} (bytes, read-only), {@link PickleList}
 * (list or tuple), {@link PickleDict}, {@link PickleRecord}, {@link PickleName}, {@link
 * NumpyArray}, or what a {@link PickleFunction} or a {@link PersistentReferences} of the caller
 * made.
 *
 * <p>Source of the format: Python's {@code pickletools}.
 */
public final class PickleReader {

  private PickleReader() {}

  /**
   * Reads one pickle that goes to the end of a stream, and leaves the stream open.
   *
   * @param in the pickle; read byte by byte, so better buffered
   * @param origin what messages call the stream
   * @param maxBytes the most bytes that are read
   * @param allowed the names that the pickle may use
   * @param references what references to things outside of the pickle stand for
   * @throws org.gatehouse.formats.FormatException if it is not a pickle, or not one of those
   * @throws UncheckedIOException if the stream cannot be read
   */
  public static @Nullable Object read(
      InputStream in,
      String origin,
      long maxBytes,
      PickleClasses allowed,
      PersistentReferences references) {
    return read(in, origin, PickleLimits.ofBytes(maxBytes), allowed, references);
  }

  static @Nullable Object read(
      InputStream in,
      String origin,
      PickleLimits limits,
      PickleClasses allowed,
      PersistentReferences references) {
    try {
      PickleInput input = new PickleInput(in, origin, limits.bytes());
      Object value = new PickleMachine(input, limits, allowed, references).run();
      input.end();
      Nesting.check(value, origin, limits.depth());
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(origin + ": cannot be read: " + e, e);
    }
  }
}
