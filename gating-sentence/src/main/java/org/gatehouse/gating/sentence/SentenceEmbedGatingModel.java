package org.gatehouse.gating.sentence;

import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.device.Devices;
import org.gatehouse.engine.tensorflow.encoder.Encoder;
import org.gatehouse.engine.tensorflow.encoder.EncoderRegistry;
import org.gatehouse.engine.tensorflow.gating.LinearGatingModel;
import org.gatehouse.engine.tensorflow.model.ModelStore;

/**
 * Scores peers with a linear layer on a sentence embedding: the mean of the token states of a BERT
 * encoder, scaled to length 1, and the average of these over the chunks of a long message.
 *
 * <p>The encoder is frozen and shared with every other gate of this process that uses the same
 * model on the same device.
 */
public final class SentenceEmbedGatingModel extends LinearGatingModel {

  /** The name that selects this gate. */
  static final String NAME = "sentence";

  private SentenceEmbedGatingModel(
      Encoder encoder, SentenceSettings settings, ComputeDevice device, GatingContext context) {
    super(NAME, encoder, settings.linear(), device.sessionConfig(), context);
  }

  /**
   * Creates a gate with fresh weights; the first use of a model exports it into the cache folder.
   *
   * @throws GatehouseException if the model or the device is not to be had
   */
  static SentenceEmbedGatingModel create(SentenceSettings settings, GatingContext context) {
    ComputeDevice device = Devices.resolve(settings.engine().device());
    ModelStore models = new ModelStore(context.cacheFolder(), context.progress());
    Encoder encoder =
        EncoderRegistry.ofProcess().acquire(models.resolve(settings.modelName()), device);
    return new SentenceEmbedGatingModel(encoder, settings, device, context);
  }
}
