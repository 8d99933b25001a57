package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers of up to 36 bytes as text in base 58, with Bitcoin's alphabet.
 *
 * <p>The number is held as nine 32-bit words and divided by 58^5, which gives five digits for each
 * pass over the words. One object serves one thread.
 */
final class Base58 {

  /** The most bytes of a number. */
  static final int MAX_BYTES = 36;

  /** The most characters that a number of that many bytes takes. */
  static final int MAX_CHARS = 50;

  private static final byte[] ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DIGITS = new byte[128];

  static {
    Arrays.fill(DIGITS, (byte) -1);
    for (int i = 0; i < ALPHABET.length; i++) {
      DIGITS[ALPHABET[i]] = (byte) i;
    }
  }

  private static final int WORDS = MAX_BYTES / 4;
  private static final int DIGITS_A_PASS = 5;
  private static final long DIVISOR = 58L * 58 * 58 * 58 * 58;
  private static final long WORD = 0xFFFF_FFFFL;

  private static final VarHandle WORD_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final long[] words = new long[WORDS];
  private final byte[] text = new byte[MAX_CHARS];

  /**
   * Returns the text of a number's bytes, most significant first.
   *
   * @param bytes {@value #MAX_BYTES} bytes, of which the last {@code length} are the number
   */
  String encode(byte[] bytes, int length) {
    for (int i = 0; i < WORDS; i++) {
      words[i] = (int) WORD_BYTES.get(bytes, 4 * i) & WORD;
    }
    int from = digits();
    // Each leading zero byte is a digit 0 of its own; the number itself begins with another digit.
    while (from < MAX_CHARS && text[from] == ALPHABET[0]) {
      from++;
    }
    for (int i = MAX_BYTES - length; i < MAX_BYTES && bytes[i] == 0; i++) {
      text[--from] = ALPHABET[0];
    }
    return new String(text, from, MAX_CHARS - from, StandardCharsets.ISO_8859_1);
  }

  private int digits() {
    int at = MAX_CHARS;
    int top = 0;
    while (at > 0) {
      while (top < WORDS && words[top] == 0) {
        top++;
      }
      if (top == WORDS) {
        return at;
      }
      long remainder = 0;
      for (int i = top; i < WORDS; i++) {
        long dividend = (remainder << 32) | words[i];
        long quotient = dividend / DIVISOR;
        words[i] = quotient;
        remainder = dividend - quotient * DIVISOR;
      }
      int rest = (int) remainder;
      for (int i = 0; i < DIGITS_A_PASS; i++) {
        text[--at] = ALPHABET[rest % 58];
        rest /= 58;
      }
    }
    return at;
  }

  /**
   * Puts the number of a text into the last bytes of an array, most significant first, and returns
   * how many bytes it has, leading zero bytes included.
   *
   * @param bytes {@value #MAX_BYTES} bytes
   * @return the length, or -1 if it is more than {@value #MAX_BYTES}
   * @throws ScaleException if a character is not in the alphabet
   */
  int decode(String number, byte[] bytes) {
    Arrays.fill(words, 0);
    for (int i = 0; i < number.length(); i++) {
      if (times58Plus(digit(number, i)) != 0) {
        return -1;
      }
    }
    for (int i = 0; i < MAX_BYTES; i++) {
      bytes[i] = (byte) (words[i / 4] >>> (24 - 8 * (i % 4)));
    }
    int zeros = 0;
    while (zeros < number.length() && number.charAt(zeros) == ALPHABET[0]) {
      zeros++;
    }
    int from = 0;
    while (from < MAX_BYTES && bytes[from] == 0) {
      from++;
    }
    int length = zeros + MAX_BYTES - from;
    return length > MAX_BYTES ? -1 : length;
  }

  private static int digit(String number, int position) {
    char c = number.charAt(position);
    int digit = c < DIGITS.length ? DIGITS[c] : -1;
    if (digit < 0) {
      throw new ScaleException(
          String.format(
              "an SS58 address: expected a character of base 58 at position %d, found U+%04X",
              position, (int) c));
    }
    return digit;
  }

  private long times58Plus(int digit) {
    long carry = digit;
    for (int i = WORDS - 1; i >= 0; i--) {
      long value = words[i] * 58 + carry;
      words[i] = value & WORD;
      carry = value >>> 32;
    }
    return carry;
  }
}
