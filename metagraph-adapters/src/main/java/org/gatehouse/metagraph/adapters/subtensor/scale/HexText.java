package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes as a node writes them in JSON: {@code 0x} and two hexadecimal digits a byte. */
public final class HexText {

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < DIGITS.length; i++) {
      VALUES[DIGITS[i]] = (byte) i;
      VALUES[Character.toUpperCase((char) DIGITS[i])] = (byte) i;
    }
  }

  private HexText() {}

  /**
   * Returns the bytes of a text, half as many as it has digits.
   *
   * @param text {@code 0x} and an even number of digits in either case; {@code 0x} alone is no
   *     bytes
   * @throws ScaleException if the text is anything else; it names the position
   */
  public static byte[] decode(String text) {
    if (!text.startsWith("0x")) {
      throw bad("0x", text.isEmpty() ? "no text" : found(text, 0), 0);
    }
    if (text.length() % 2 != 0) {
      throw bad("an even number of digits", (text.length() - 2) + " digits", text.length());
    }
    byte[] bytes = new byte[text.length() / 2 - 1];
    for (int i = 0; i < bytes.length; i++) {
      int at = 2 * i + 2;
      int value = (digit(text.charAt(at)) << 4) | digit(text.charAt(at + 1));
      if (value < 0) {
        int wrong = digit(text.charAt(at)) < 0 ? at : at + 1;
        throw bad("a hexadecimal digit", found(text, wrong), wrong);
      }
      bytes[i] = (byte) value;
    }
    return bytes;
  }

  private static int digit(char c) {
    return c < VALUES.length ? VALUES[c] : -1;
  }

  /** Returns the text of bytes: {@code 0x} and two lower-case digits for each. */
  public static String encode(byte[] bytes) {
    return "0x" + digits(bytes);
  }

  /** Returns two lower-case digits for each byte. */
  static String digits(byte[] bytes) {
    byte[] text = new byte[2 * bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      text[2 * i] = DIGITS[(bytes[i] >> 4) & 0xF];
      text[2 * i + 1] = DIGITS[bytes[i] & 0xF];
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static String found(String text, int position) {
    return String.format("U+%04X", (int) text.charAt(position));
  }

  private static ScaleException bad(String expected, String found, int position) {
    return new ScaleException(
        "hexadecimal text at position " + position + ": expected " + expected + ", found " + found);
  }
}
