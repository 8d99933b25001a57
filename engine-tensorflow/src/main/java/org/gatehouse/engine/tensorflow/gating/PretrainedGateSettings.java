package org.gatehouse.engine.tensorflow.gating;

import org.gatehouse.api.config.SectionReader;

/**
 * The section of a gate that puts a linear layer on a pretrained encoder.
 *
 * @param encoder the encoder; the linear layer is on the same device
 * @param linear what all linear gates share
 */
public record PretrainedGateSettings(EncoderSettings encoder, LinearGatingSettings linear) {

  /** Reads the section; problems stay in the reader. */
  public static PretrainedGateSettings read(SectionReader section) {
    return new PretrainedGateSettings(
        EncoderSettings.read(section), LinearGatingSettings.read(section));
  }
}
