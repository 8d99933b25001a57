package org.gatehouse.formats.pickle;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How messages speak of the values of a pickle. */
public final class PickleValues {

  private static final int LONGEST_QUOTE = 60;

  private PickleValues() {}

  /** Describes a value in a few words, whatever its size. */
  public static String describe(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof String text) {
      return quote(text);
    }
    if (value instanceof Long || value instanceof BigInteger) {
      String digits = value.toString();
      return digits.length() <= LONGEST_QUOTE ? digits : "a number of many digits";
    }
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    if (value instanceof ByteBuffer bytes) {
      return bytes.remaining() + " bytes";
    }
    return value.toString();
  }

  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < Math.min(text.length(), LONGEST_QUOTE); i++) {
      char c = text.charAt(i);
      quoted.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return quoted.append(text.length() > LONGEST_QUOTE ? "...'" : "'").toString();
  }
}
