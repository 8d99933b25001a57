package org.gatehouse.formats.pickle;

import org.gatehouse.formats.FormatException;
import org.jspecify.annotations.Nullable;

/**
 * A place in a pickle: what failures there are said to be about.
 *
 * @param origin the path of the file, or what the caller called the stream
 * @param opcode the name of the instruction
 * @param offset where the instruction begins, in bytes from the beginning of the pickle
 */
public record PickleSite(String origin, String opcode, long offset) {

  /** Returns the failure of a value that is not what was expected here. */
  public FormatException unexpected(String expected, @Nullable Object found) {
    return refusal("expected " + expected + ", found " + PickleValues.describe(found));
  }

  /** Returns a failure at this place. */
  public FormatException refusal(String problem) {
    return new FormatException(origin, opcode + " at offset " + offset + ": " + problem);
  }
}
