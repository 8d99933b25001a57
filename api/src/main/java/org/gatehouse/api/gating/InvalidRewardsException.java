package org.gatehouse.api.gating;

import org.gatehouse.api.GatehouseException;

/** Rewards that do not fit the scores or are not finite. */
public final class InvalidRewardsException extends GatehouseException {

  /** Creates the exception with a message for a person. */
  public InvalidRewardsException(String message) {
    super(message);
  }
}
