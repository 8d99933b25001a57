package org.gatehouse.gating.gptneo;

import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.device.Devices;
import org.gatehouse.engine.tensorflow.encoder.Encoder;
import org.gatehouse.engine.tensorflow.gating.LinearGatingModel;
import org.gatehouse.engine.tensorflow.gating.PretrainedGateSettings;
import org.gatehouse.engine.tensorflow.pooling.LastTokenPooling;

/**
 * Scores peers with a linear layer on what GPT-Neo made of the message: the final hidden state,
 * after the last layer norm, of the message's last token. In a causal model it is the one state
 * that depends on every token.
 *
 * <p>A message that is longer than the model can read, 2 048 tokens for the public checkpoints, is
 * represented by its first so many tokens alone: the original feeds its head the state of the last
 * token of the tokenizer's first row, and the rows that follow are never read.
 *
 * <p>The encoder is frozen and shared with every other gate of this process that uses the same
 * model on the same device.
 */
public final class GptNeoGatingModel extends LinearGatingModel {

  /** The name that selects this gate. */
  static final String NAME = "gptneo";

  private GptNeoGatingModel(
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
  static GptNeoGatingModel create(PretrainedGateSettings settings, GatingContext context) {
    ComputeDevice device = Devices.resolve(settings.encoder().engine().device());
    Encoder encoder = settings.encoder().open(device, context, own -> new LastTokenPooling(false));
    return new GptNeoGatingModel(encoder, settings, device, context);
  }
}
