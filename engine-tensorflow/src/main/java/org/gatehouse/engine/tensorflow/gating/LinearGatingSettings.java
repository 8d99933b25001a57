package org.gatehouse.engine.tensorflow.gating;

import org.gatehouse.api.config.SectionReader;
import org.gatehouse.engine.tensorflow.head.Descent;
import org.gatehouse.engine.tensorflow.head.GradientAccumulation;
import org.gatehouse.engine.tensorflow.head.GradientScale;

/**
 * The keys that all linear gates share, in the section of each.
 *
 * @param gate what they share with all other gates
 * @param descent how a step is taken: its learning rate is in [0, 1e6], its temperature in [1e-9,
 *     1e9]
 * @param accumulation which gradient a step applies
 */
public record LinearGatingSettings(
    GateSettings gate, Descent descent, GradientAccumulation accumulation) {

  /** Reads the shared keys; problems stay in the reader. */
  public static LinearGatingSettings read(SectionReader section) {
    return new LinearGatingSettings(
        GateSettings.read(section),
        new Descent(
            (float) section.number("learning-rate", 0, 1e6),
            belowOne(section.numberBelow("momentum", 0, 1)),
            (float) section.number("reward-temperature", 1e-9, 1e9),
            GradientScale.of(section.oneOf("gradient-scale", GradientScale.words()))),
        GradientAccumulation.of(
            section.oneOf("gradient-accumulation", GradientAccumulation.words())));
  }

  /** What is below 1 in double precision must not become 1 in single precision. */
  private static float belowOne(double value) {
    return Math.min((float) value, Math.nextDown(1f));
  }
}
