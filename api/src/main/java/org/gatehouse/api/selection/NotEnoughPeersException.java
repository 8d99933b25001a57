package org.gatehouse.api.selection;

import org.gatehouse.api.GatehouseException;

/** More peers were asked for than are available. */
public final class NotEnoughPeersException extends GatehouseException {

  private final int requested;
  private final int available;

  /** Creates the exception with how many peers were asked for and how many are available. */
  public NotEnoughPeersException(int requested, int available) {
    super("expected at least " + requested + " available peers, found " + available);
    this.requested = requested;
    this.available = available;
  }

  /** Returns how many were asked for. */
  public int requested() {
    return requested;
  }

  /** Returns how many are available. */
  public int available() {
    return available;
  }
}
