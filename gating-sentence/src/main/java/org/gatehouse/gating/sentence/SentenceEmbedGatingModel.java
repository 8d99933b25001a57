package org.gatehouse.gating.sentence;

import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.device.Devices;
import org.gatehouse.engine.tensorflow.encoder.Encoder;
import org.gatehouse.engine.tensorflow.gating.LinearGatingModel;
import org.gatehouse.engine.tensorflow.gating.PretrainedGateSettings;
import org.gatehouse.engine.tensorflow.pooling.Pooling;

/**
 * Scores peers with a linear layer on a sentence embedding: the mean of an encoder's token states,
 * scaled to length 1, and the average of these over the chunks of a long message. A model whose
 * authors pool otherwise is pooled as they do.
 *
 * <p>The encoder is frozen and shared with every other gate of this process that uses the same
 * model on the same device.
 */
public final class SentenceEmbedGatingModel extends LinearGatingModel {

  /** The name that selects this gate. */
  static final String NAME = "sentence";

  private SentenceEmbedGatingModel(
      Encoder encoder,
      PretrainedGateSettings settings,
      ComputeDevice device,
      GatingContext context) {
    super(NAME, encoder, settings.linear(), device.sessionConfig(), context);
  }

  /**
   * Creates a gate with fresh weights.
   *
   * @throws GatehouseException if the model or the device is not to be had
   */
  static SentenceEmbedGatingModel create(PretrainedGateSettings settings, GatingContext context) {
    ComputeDevice device = Devices.resolve(settings.encoder().engine().device());
    Encoder encoder = settings.encoder().open(device, context, Pooling::wholeMessage);
    return new SentenceEmbedGatingModel(encoder, settings, device, context);
  }
}
