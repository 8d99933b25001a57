package org.gatehouse.metagraph.adapters.file;

import com.fasterxml.jackson.core.JsonToken;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers out of the text of a JSON value; {@code null} where the text is not such a number. */
final class JsonNumbers {

  private static final double TWO_TO_THE_64 = 0x1p64;

  private JsonNumbers() {}

  /** Reads a number in [0, {@code max}], where {@code max} has at most 18 digits. */
  static @Nullable Long whole(@Nullable JsonToken token, String text, long max) {
    if (token != JsonToken.VALUE_NUMBER_INT || !isDecimal(text) || text.length() > 18) {
      return null;
    }
    long value = Long.parseLong(text);
    return value <= max ? value : null;
  }

  /** Reads an unsigned number, written as a number or as text. */
  static @Nullable BigInteger unsigned(@Nullable JsonToken token, String text, int bits) {
    boolean candidate = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING;
    if (!candidate || !isDecimal(text) || text.length() > bits) {
      return null;
    }
    BigInteger value = new BigInteger(text);
    return value.bitLength() <= bits ? value : null;
  }

  /** Reads a fraction in [0, 1] as the nearest of the 65536 that a score can have. */
  static @Nullable Integer fraction(@Nullable JsonToken token, String text) {
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      return null;
    }
    double value = Double.parseDouble(text);
    return value >= 0 && value <= 1 ? (int) Math.round(value * 0xFFFF) : null;
  }

  /**
   * Reads an unsigned 64-bit number that may have gone through a floating point number: then it is
   * the nearest whole one, and what was rounded up to 2^64 is the largest.
   */
  static @Nullable Long rounded(@Nullable JsonToken token, String text) {
    if (token != JsonToken.VALUE_NUMBER_FLOAT) {
      BigInteger exact = unsigned(token, text, 64);
      return exact == null ? null : exact.longValue();
    }
    double value = Double.parseDouble(text);
    if (!(value >= 0 && value <= TWO_TO_THE_64)) {
      return null;
    }
    return value == TWO_TO_THE_64
        ? -1L
        : new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN).longValue();
  }

  /** Says what {@link #whole} reads. */
  static String wholeUpTo(long max) {
    return "a whole number in [0, " + max + "]";
  }

  /** Says what {@link #unsigned} reads. */
  static String unsignedOf(int bits) {
    return "a whole number in [0, " + max(bits) + "]";
  }

  private static BigInteger max(int bits) {
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
  }

  private static boolean isDecimal(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
