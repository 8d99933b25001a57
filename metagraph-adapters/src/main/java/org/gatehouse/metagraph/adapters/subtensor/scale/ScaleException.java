package org.gatehouse.metagraph.adapters.subtensor.scale;

import org.gatehouse.api.GatehouseException;

/**
 * Says that bytes or text from a chain are not what they should be: the only exception of decoding
 * in this package.
 *
 * <p>The message names the field, such as {@code neurons[3].axon_info.ip_type}, the offset in the
 * bytes or the position in the text, what was expected there and what was found.
 */
public final class ScaleException extends GatehouseException {

  private final int offset;

  ScaleException(String message) {
    this(message, -1);
  }

  ScaleException(String message, int offset) {
    super(message);
    this.offset = offset;
  }

  /** Returns the offset of the bytes that were refused, or -1 for a failure in text. */
  int offset() {
    return offset;
  }
}
