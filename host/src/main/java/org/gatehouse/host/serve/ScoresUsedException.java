package org.gatehouse.host.serve;

import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.TrainingStep;

/** Rewards for scores that have trained the gate already. */
public final class ScoresUsedException extends GatehouseException {

  private final transient TrainingStep firstAnswer;

  ScoresUsedException(TrainingStep firstAnswer) {
    super("the rewards of these scores were learned already, in step " + firstAnswer.step());
    this.firstAnswer = firstAnswer;
  }

  /** Returns what the first rewards did. */
  public TrainingStep firstAnswer() {
    return firstAnswer;
  }
}
