package org.gatehouse.engine.tensorflow.gating;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.EngineSettings;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.encoder.Encoder;
import org.gatehouse.engine.tensorflow.encoder.EncoderRegistry;
import org.gatehouse.engine.tensorflow.lifecycle.HostThread;
import org.gatehouse.engine.tensorflow.model.ModelStore;
import org.gatehouse.engine.tensorflow.pooling.Pooling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that say which encoder a gate represents messages with, and where it runs.
 *
 * @param modelName a folder or a name
 * @param engine the device, and whether models may be downloaded
 */
public record EncoderSettings(String modelName, EngineSettings engine) {

  private static final Logger LOG = LoggerFactory.getLogger(EncoderSettings.class);
  private static final String WARM_UP = "a";
  private static final Duration OTHERS_AFTER = Duration.ofSeconds(1);

  /** Reads the keys; problems stay in the reader. */
  public static EncoderSettings read(SectionReader section) {
    return new EncoderSettings(section.text("model-name"), EngineSettings.read(section, "engine"));
  }

  /**
   * Opens the encoder and has it warmed up meanwhile; the first use of a model exports it into the
   * cache folder.
   *
   * @param pooling from the pooling of the model's authors to that of the gate
   * @return the caller's own hold, to be closed by the caller
   * @throws EngineException if the model is not to be had, cannot be loaded or cannot read text
   */
  public Encoder open(ComputeDevice device, GatingContext context, UnaryOperator<Pooling> pooling) {
    Path model =
        new ModelStore(context.cacheFolder(), engine::hub, context.progress()).resolve(modelName);
    Encoder encoder = EncoderRegistry.ofProcess().acquire(model, device, pooling).forText();
    HostThread.start(() -> warmUp(encoder));
    return encoder;
  }

  /**
   * The first runs take as long as a dozen later ones each. That of a short message is paid beside
   * the making of the head. The others wait until a process that scores one message has ended.
   */
  private static void warmUp(Encoder encoder) {
    try {
      encoder.encode(WARM_UP);
      Thread.sleep(OTHERS_AFTER.toMillis());
      encoder.warmUp();
    } catch (RuntimeException e) {
      // Closed already; or the first message fails as well, and says why to whom it concerns.
      LOG.debug("the warm-up of {} failed: {}", encoder.id(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
