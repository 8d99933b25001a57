package org.gatehouse.host.batching;

import org.gatehouse.api.GatehouseException;

/** More messages wait for the gate than may: the same call may well succeed a little later. */
public final class OverloadedException extends GatehouseException {

  /** Creates the exception with what waits and how much may, for a person. */
  public OverloadedException(String message) {
    super(message);
  }
}
