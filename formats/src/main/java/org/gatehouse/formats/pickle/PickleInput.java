package org.gatehouse.formats.pickle;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.gatehouse.formats.FormatException;

/**
 * The bytes of a pickle, counted; claimed lengths are not believed, so that memory grows only with
 * bytes that are there.
 */
final class PickleInput {

  /** The longest module or name of a class in the old notation. */
  private static final int LONGEST_LINE = 256;

  private final InputStream in;
  private final String origin;
  private final long maxBytes;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer number = ByteBuffer.allocate(8);
  private long offset;
  private String opcode = "the pickle";
  private long start;

  PickleInput(InputStream in, String origin, long maxBytes) {
    this.in = in;
    this.origin = origin;
    this.maxBytes = maxBytes;
  }

  long offset() {
    return offset;
  }

  /** Reads the next instruction. */
  Opcode opcode() throws IOException {
    start = offset;
    opcode = "the instruction";
    int code = u1();
    Opcode read = Opcode.of(code);
    if (read == null) {
      throw new FormatException(
          origin, "offset %d: expected a pickle opcode, found byte 0x%02x".formatted(start, code));
    }
    opcode = read.name();
    if (!read.isRead()) {
      throw new FormatException(
          origin,
          "opcode %s at offset %d is refused; expected plain values, arrays and allowed classes only"
              .formatted(read, start));
    }
    return read;
  }

  /** Returns where the current instruction stands. */
  PickleSite site() {
    return new PickleSite(origin, opcode, start);
  }

  int u1() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw truncated(1, 0);
    }
    count(1);
    return value;
  }

  int u2() throws IOException {
    return u1() | u1() << 8;
  }

  int i4() throws IOException {
    return fixed(4).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  /** Reads an unsigned 32-bit number that has to fit a Java int. */
  int length() throws IOException {
    int value = i4();
    if (value < 0) {
      throw site()
          .unexpected("at most " + Integer.MAX_VALUE, Long.valueOf(Integer.toUnsignedLong(value)));
    }
    return value;
  }

  long i8() throws IOException {
    return fixed(8).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  double f8() throws IOException {
    return fixed(8).order(ByteOrder.BIG_ENDIAN).getDouble();
  }

  private ByteBuffer fixed(int length) throws IOException {
    number.clear().limit(length);
    int read = in.readNBytes(number.array(), 0, length);
    if (read < length) {
      throw truncated(length, read);
    }
    count(length);
    return number;
  }

  byte[] bytes(int length) throws IOException {
    if (length > maxBytes - offset) {
      throw site()
          .refusal(
              "expected a pickle of at most %d bytes, found %d more after %d"
                  .formatted(maxBytes, length, offset));
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw truncated(length, bytes.length);
    }
    count(length);
    return bytes;
  }

  String text(int length) throws IOException {
    return decode(bytes(length), length);
  }

  private String decode(byte[] bytes, int length) {
    try {
      return utf8.decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException e) {
      throw site().refusal("expected UTF-8 text, found other bytes among " + length);
    }
  }

  /** Reads text up to the end of a line. */
  String line() throws IOException {
    byte[] line = new byte[LONGEST_LINE];
    for (int length = 0; length < LONGEST_LINE; length++) {
      int value = u1();
      if (value == '\n') {
        return decode(line, length);
      }
      line[length] = (byte) value;
    }
    throw site().refusal("expected a name of at most " + LONGEST_LINE + " bytes, found more");
  }

  /** Reads a whole number of some bytes, little endian, in two's complement. */
  Object whole(int length) throws IOException {
    byte[] bytes = bytes(length);
    for (int i = 0, j = length - 1; i < j; i++, j--) {
      byte swapped = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swapped;
    }
    return integer(length == 0 ? BigInteger.ZERO : new BigInteger(bytes));
  }

  /** Returns a whole number as a Long where it fits. */
  static Object integer(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  /** Checks that nothing follows. */
  void end() throws IOException {
    if (in.read() >= 0) {
      throw site().refusal("expected the end of the pickle, found more bytes");
    }
  }

  private void count(int bytes) {
    offset += bytes;
    if (offset > maxBytes) {
      throw site().refusal("expected a pickle of at most " + maxBytes + " bytes, found more");
    }
  }

  private FormatException truncated(int length, int found) {
    return site()
        .refusal(
            "expected %d more bytes at offset %d, found the end after %d; the pickle is truncated"
                .formatted(length, offset, found));
  }
}
