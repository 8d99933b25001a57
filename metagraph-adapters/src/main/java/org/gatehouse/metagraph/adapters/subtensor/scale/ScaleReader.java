package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A position in SCALE bytes that reads primitive values strictly and names the field and the offset
 * of the first that is not as it should be.
 *
 * <p>Integers are little endian. Compact integers have to be in their shortest form. A count is
 * believed only as far as the bytes that are left can hold that many elements, so that nothing is
 * allocated for a claim. A reader that has failed can only be {@linkplain #rewind rewound}.
 *
 * <p>{@code field} is the name of the value among its siblings, or {@code null} for an element of a
 * vector, which has an index instead. For use by one thread.
 */
final class ScaleReader {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] NO_BYTES = {};
  private static final long U32 = 0xFFFF_FFFFL;

  private final byte[] bytes;
  private final FieldPath path = new FieldPath();
  private int position;

  ScaleReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns where the names and indexes of the values around the next one are kept. */
  FieldPath path() {
    return path;
  }

  int position() {
    return position;
  }

  int left() {
    return bytes.length - position;
  }

  /** Returns the next byte, which stays the next, or -1 at the end. */
  int peek() {
    return left() > 0 ? bytes[position] & 0xFF : -1;
  }

  /** Goes back to an offset, outside of every field. */
  void rewind(int offset) {
    position = offset;
    path.clear();
  }

  int u8(@Nullable String field) {
    return bytes[take(1, field)] & 0xFF;
  }

  int u16(@Nullable String field) {
    return (short) SHORT.get(bytes, take(2, field)) & 0xFFFF;
  }

  long u32(@Nullable String field) {
    return (int) INT.get(bytes, take(4, field)) & U32;
  }

  long u64(@Nullable String field) {
    return (long) LONG.get(bytes, take(8, field));
  }

  /** Reads an unsigned 128-bit integer that is an internet address. */
  IpNumber ip(@Nullable String field) {
    int at = take(16, field);
    return IpNumber.of((long) LONG.get(bytes, at + 8), (long) LONG.get(bytes, at));
  }

  BigInteger i128(@Nullable String field) {
    return new BigInteger(bigEndian(take(16, field), 16));
  }

  boolean bool(@Nullable String field) {
    int at = take(1, field);
    if (bytes[at] >>> 1 != 0) {
      throw failure(at, field, "a bool, 0 or 1", String.valueOf(bytes[at] & 0xFF));
    }
    return bytes[at] == 1;
  }

  /** Reads the byte before an optional value and returns whether the value follows. */
  boolean option(@Nullable String field) {
    int at = take(1, field);
    if (bytes[at] >>> 1 != 0) {
      throw failure(at, field, "an option, 0 or 1", String.valueOf(bytes[at] & 0xFF));
    }
    return bytes[at] == 1;
  }

  AccountId account(@Nullable String field) {
    return AccountId.at(bytes, take(AccountId.BYTES, field));
  }

  int compact8(@Nullable String field) {
    return (int) compact(0xFF, field);
  }

  int compact16(@Nullable String field) {
    return (int) compact(0xFFFF, field);
  }

  long compact64(@Nullable String field) {
    return compact(-1, field);
  }

  /** Reads a compact integer of up to 64 bits; {@code max} is unsigned. */
  private long compact(long max, @Nullable String field) {
    int at = take(1, field);
    int first = bytes[at] & 0xFF;
    long value;
    long least;
    switch (first & 3) {
      case 0 -> {
        value = first >> 2;
        least = 0;
      }
      case 1 -> {
        take(1, field);
        value = ((short) SHORT.get(bytes, at) & 0xFFFF) >> 2;
        least = 1 << 6;
      }
      case 2 -> {
        take(3, field);
        value = ((int) INT.get(bytes, at) & U32) >> 2;
        least = 1 << 14;
      }
      default -> {
        int length = (first >> 2) + 4;
        if (length > 8) {
          throw failure(at, field, range(max), "one of " + length + " bytes");
        }
        int from = take(length, field);
        value = 0;
        for (int i = length - 1; i >= 0; i--) {
          value = (value << 8) | (bytes[from + i] & 0xFF);
        }
        least = length == 4 ? 1 << 30 : 1L << (8 * (length - 1));
      }
    }
    if (Long.compareUnsigned(value, least) < 0) {
      throw notShortest(at, field, Long.toUnsignedString(value));
    }
    if (Long.compareUnsigned(value, max) > 0) {
      throw failure(at, field, range(max), Long.toUnsignedString(value));
    }
    return value;
  }

  private static String range(long max) {
    return "a compact integer of at most " + Long.toUnsignedString(max);
  }

  /** Reads a compact integer of up to 128 bits. */
  BigInteger compact128(@Nullable String field) {
    int at = position;
    int length = left() > 0 && (bytes[at] & 3) == 3 ? ((bytes[at] & 0xFF) >> 2) + 4 : 0;
    if (length <= 8) {
      long value = compact(-1, field);
      return new BigInteger(Long.toUnsignedString(value));
    }
    if (length > 16) {
      throw failure(at, field, "a compact integer of 128 bits", "one of " + length + " bytes");
    }
    take(1, field);
    BigInteger value = new BigInteger(1, bigEndian(take(length, field), length));
    if (value.bitLength() <= 8 * (length - 1)) {
      throw notShortest(at, field, value.toString());
    }
    return value;
  }

  private byte[] bigEndian(int from, int length) {
    byte[] reversed = new byte[length];
    for (int i = 0; i < length; i++) {
      reversed[i] = bytes[from + length - 1 - i];
    }
    return reversed;
  }

  /**
   * Reads the count of a vector.
   *
   * @param least the fewest bytes that an element takes, at least 1
   */
  int count(@Nullable String field, int least) {
    int at = position;
    long count = compact(U32, field);
    if (count > left() / least) {
      throw failure(
          at,
          field,
          "a count of at most " + left() / least + " (" + left() + " bytes follow)",
          String.valueOf(count));
    }
    return (int) count;
  }

  /** Reads a vector of bytes. */
  byte[] bytes(@Nullable String field) {
    int count = count(field, 1);
    if (count == 0) {
      return NO_BYTES;
    }
    byte[] copy = new byte[count];
    System.arraycopy(bytes, take(count, field), copy, 0, count);
    return copy;
  }

  /** Checks that no byte is left. */
  void end() {
    if (left() > 0) {
      throw failure(position, null, "the end", left() + " more bytes");
    }
  }

  private int take(int count, @Nullable String field) {
    int at = position;
    if (count > bytes.length - at) {
      throw failure(
          at, field, count + (count == 1 ? " byte" : " bytes"), left() + " before the end");
    }
    position = at + count;
    return at;
  }

  private ScaleException notShortest(int at, @Nullable String field, String value) {
    return failure(
        at,
        field,
        "a compact integer in its shortest form",
        value + " in " + (position - at) + " bytes");
  }

  ScaleException failure(int at, @Nullable String field, String expected, String found) {
    String name = path.to(field);
    return new ScaleException(
        (name.isEmpty() ? "the answer" : name)
            + " at byte "
            + at
            + ": expected "
            + expected
            + ", found "
            + found,
        at);
  }
}
