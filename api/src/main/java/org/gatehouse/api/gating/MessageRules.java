package org.gatehouse.api.gating;

import java.util.List;

/**
 * What every gate refuses to score, so that all gates refuse the same.
 *
 * @param maxBytes the longest accepted message, in bytes of UTF-8, at least 1
 */
public record MessageRules(int maxBytes) {

  /** Checks the range. */
  public MessageRules {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("expected maxBytes of at least 1, found " + maxBytes);
    }
  }

  /**
   * Checks a batch before any of it is scored.
   *
   * @throws InvalidMessageException for the first message that is empty, is too long, or holds half
   *     of a surrogate pair, which no encoding can carry
   */
  public void check(List<String> messages) {
    for (int i = 0; i < messages.size(); i++) {
      check(i, messages.size(), messages.get(i));
    }
  }

  private void check(int position, int count, String message) {
    String which = count == 1 ? "the message" : "message " + position + " of " + count;
    if (message.isEmpty()) {
      throw new InvalidMessageException(position, which + " is empty; expected text");
    }
    long bytes = 0;
    for (int i = 0; i < message.length(); i++) {
      char unit = message.charAt(i);
      if (unit < 0x80) {
        bytes += 1;
      } else if (unit < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(unit)) {
        bytes += 3;
      } else if (i + 1 < message.length()
          && Character.isSurrogatePair(unit, message.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        throw new InvalidMessageException(
            position,
            String.format(
                "%s holds the lone surrogate U+%04X at index %d; expected valid Unicode text",
                which, (int) unit, i));
      }
    }
    if (bytes > maxBytes) {
      throw new InvalidMessageException(
          position,
          which
              + " has "
              + bytes
              + " bytes; expected at most "
              + maxBytes
              + " (gatehouse.gating.max-message-bytes)");
    }
  }
}
