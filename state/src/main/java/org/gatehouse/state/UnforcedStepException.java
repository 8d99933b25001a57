package org.gatehouse.state;

import org.gatehouse.api.gating.TrainingStep;

/**
 * A step that was learned, but may be lost in a power failure. Whoever takes the same step again
 * learns from the same rewards twice.
 */
public final class UnforcedStepException extends StateException {

  private final transient TrainingStep step;

  /**
   * Creates the exception.
   *
   * @param message what could not be forced to disk, and why, for a person
   */
  public UnforcedStepException(String message, TrainingStep step, Throwable cause) {
    super(message, cause);
    this.step = step;
  }

  /** Returns the step that was taken. */
  public TrainingStep step() {
    return step;
  }
}
