package org.gatehouse.api.gating;

import org.gatehouse.api.GatehouseException;

/** Scores that were made by another gate, or by this one before a restore. */
public final class ForeignScoresException extends GatehouseException {

  /** Creates the exception with a message for a person. */
  public ForeignScoresException(String message) {
    super(message);
  }
}
