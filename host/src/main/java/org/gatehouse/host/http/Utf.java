package org.gatehouse.host.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text that is valid Unicode, and nothing else. */
final class Utf {

  private Utf() {}

  /**
   * Decodes a body.
   *
   * @throws ProblemException if it is not UTF-8
   */
  static char[] decode(byte[] body) {
    try {
      CharBuffer text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(body));
      return Arrays.copyOfRange(
          text.array(), text.arrayOffset() + text.position(), text.arrayOffset() + text.limit());
    } catch (CharacterCodingException e) {
      throw new ProblemException(
          Problem.invalid("expected text in UTF-8, found other bytes", null));
    }
  }

  /** Returns whether every surrogate is one of a pair. */
  static boolean isValid(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  /** Returns a text in which a stranger's halves of surrogate pairs are replaced. */
  static String clean(String text) {
    if (isValid(text)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
