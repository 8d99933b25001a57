package org.gatehouse.api.gating;

import org.gatehouse.api.GatehouseException;

/** A uid that is not among the scored ones, or is named twice. */
public final class InvalidUidException extends GatehouseException {

  private final int uid;

  /** Creates the exception with the uid and a message for a person. */
  public InvalidUidException(int uid, String message) {
    super(message);
    this.uid = uid;
  }

  /** Returns the uid. */
  public int uid() {
    return uid;
  }
}
