package org.gatehouse.engine.tensorflow.gating;

import org.gatehouse.api.config.SectionReader;
import org.gatehouse.engine.tensorflow.head.GradientAccumulation;

/**
 * The keys that all linear gates share, in the section of each.
 *
 * @param gate what they share with all other gates
 * @param learningRate the step length of stochastic gradient descent, in [0, 1e6]
 * @param momentum the share of the last update carried into the next, in [0, 1)
 * @param accumulation which gradient a step applies
 */
public record LinearGatingSettings(
    GateSettings gate, float learningRate, float momentum, GradientAccumulation accumulation) {

  /** Reads the shared keys; problems stay in the reader. */
  public static LinearGatingSettings read(SectionReader section) {
    return new LinearGatingSettings(
        GateSettings.read(section),
        (float) section.number("learning-rate", 0, 1e6),
        belowOne(section.numberBelow("momentum", 0, 1)),
        GradientAccumulation.of(
            section.oneOf("gradient-accumulation", GradientAccumulation.words())));
  }

  /** What a step depends on. */
  LinearPayload.Rates rates() {
    return new LinearPayload.Rates(learningRate, momentum);
  }

  /** What is below 1 in double precision must not become 1 in single precision. */
  private static float belowOne(double value) {
    return Math.min((float) value, Math.nextDown(1f));
  }
}
