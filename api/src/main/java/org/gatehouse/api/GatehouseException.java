package org.gatehouse.api;

import org.jspecify.annotations.Nullable;

/**
 * The base of every exception that Gatehouse raises on purpose.
 *
 * <p>Its message is meant for a person: it says what was expected, what was found and where. A host
 * may print it as it is. Anything else that escapes (a {@code NullPointerException}, say) is a
 * defect.
 */
public class GatehouseException extends RuntimeException {

  /** Creates an exception with a message for a person. */
  public GatehouseException(String message) {
    super(message);
  }

  /** Creates an exception with a message for a person and the failure that led to it. */
  public GatehouseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
