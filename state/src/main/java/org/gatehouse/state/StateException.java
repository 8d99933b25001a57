package org.gatehouse.state;

import org.gatehouse.api.GatehouseException;

/** State cannot be kept or found; the message says which file or folder, and why. */
public sealed class StateException extends GatehouseException permits UnforcedStepException {

  StateException(String message) {
    super(message);
  }

  StateException(String message, Throwable cause) {
    super(message, cause);
  }
}
