package org.gatehouse.api.gating;

import org.gatehouse.api.GatehouseException;

/** A snapshot that this gate cannot take over: of another gate, encoder, shape or version. */
public final class SnapshotException extends GatehouseException {

  /** Creates the exception with a message for a person. */
  public SnapshotException(String message) {
    super(message);
  }
}
