package org.gatehouse.gating.bandit;

import org.gatehouse.api.config.SectionReader;
import org.gatehouse.engine.tensorflow.gating.EncoderSettings;
import org.gatehouse.engine.tensorflow.gating.GateSettings;

/**
 * The gate's section.
 *
 * @param encoder what represents messages
 * @param gate what all gates on an encoder share
 * @param learning how rewards are learned
 */
record BanditSettings(EncoderSettings encoder, GateSettings gate, LearningSettings learning) {

  /** Reads the section; problems stay in the reader. */
  static BanditSettings read(SectionReader section) {
    return new BanditSettings(
        EncoderSettings.read(section), GateSettings.read(section), LearningSettings.read(section));
  }
}
