package org.gatehouse.metagraph.adapters.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A value that was passed over, for a reading that has to wait for what comes after it.
 *
 * @param location where it begins
 * @param token what it begins with
 * @param text what it begins with as text
 */
record JsonValue(JsonLocation location, JsonToken token, String text) {

  /** Reads a number in [0, {@code max}], the value of a field with this path. */
  long whole(JsonCursor json, String field, long max) {
    Long number = JsonNumbers.whole(token, text, max);
    return required(number, json, field, JsonNumbers.wholeUpTo(max));
  }

  /** Reads an unsigned 128-bit number, written as a number or as text. */
  BigInteger u128(JsonCursor json, String field) {
    BigInteger number = JsonNumbers.unsigned(token, text, 128);
    return required(number, json, field, JsonNumbers.unsignedOf(128));
  }

  /** Reads an unsigned 64-bit number that may be written with a point. */
  long rounded(JsonCursor json, String field) {
    Long number = JsonNumbers.rounded(token, text);
    return required(number, json, field, "a number in [0, 18446744073709551615]");
  }

  /** Reads a fraction of 1 as one of 65535. */
  int fraction(JsonCursor json, String field) {
    Integer number = JsonNumbers.fraction(token, text);
    return required(number, json, field, "a fraction in [0, 1]");
  }

  private <T> T required(@Nullable T number, JsonCursor json, String field, String expected) {
    if (number == null) {
      throw json.unexpected(
          new JsonCursor.Place(location, field), expected, JsonCursor.found(token, text));
    }
    return number;
  }
}
