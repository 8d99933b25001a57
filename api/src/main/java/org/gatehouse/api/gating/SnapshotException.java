package org.gatehouse.api.gating;

import org.gatehouse.api.GatehouseException;

/**
 * A snapshot that cannot be read, written or taken over: damaged, or of another gate, encoder,
 * shape or version.
 */
public class SnapshotException extends GatehouseException {

  /** Creates the exception with a message for a person. */
  public SnapshotException(String message) {
    super(message);
  }

  /** Creates the exception with a message for a person and the failure that led to it. */
  public SnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
