package org.gatehouse.api.gating;

import org.gatehouse.api.GatehouseException;

/** A message that cannot be scored. */
public final class InvalidMessageException extends GatehouseException {

  private final int position;

  /**
   * Creates the exception.
   *
   * @param position the message's position in its batch, from 0
   * @param message what is wrong, for a person
   */
  public InvalidMessageException(int position, String message) {
    super(message);
    this.position = position;
  }

  /** Returns the message's position in its batch, from 0. */
  public int position() {
    return position;
  }
}
