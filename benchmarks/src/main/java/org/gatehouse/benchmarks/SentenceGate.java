package org.gatehouse.benchmarks;

import java.nio.file.Path;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.config.HostContext;
import org.gatehouse.engine.tensorflow.device.Device;
import org.gatehouse.engine.tensorflow.device.Devices;
import org.gatehouse.engine.tensorflow.encoder.Encoder;
import org.gatehouse.engine.tensorflow.encoder.EncoderRegistry;
import org.gatehouse.engine.tensorflow.hub.HubSettings;
import org.gatehouse.engine.tensorflow.model.ModelStore;

/** The gate under measurement: the sentence gate on its default model, 4096 uids. */
public final class SentenceGate {

  /** Uids of the gate. */
  public static final int NUM_UIDS = 4096;

  private SentenceGate() {}

  /** Opens the gate as users have it: it remembers the encodings of messages. */
  public static Gatehouse asShipped() {
    return Gatehouse.open(loader().load(), HostContext.standalone());
  }

  /** Opens the gate so that it encodes every message anew. */
  static Gatehouse open() {
    // What is measured is the encoding.
    return Gatehouse.open(
        loader().set("gatehouse.gating.encoding-cache-bytes=0").load(), HostContext.standalone());
  }

  /** Takes hold of the encoder that the gate uses. */
  public static Encoder encoder() {
    return EncoderRegistry.ofProcess().acquire(model(), Devices.resolve(Device.AUTO));
  }

  /** The folder of its model, exported if it is not there yet. */
  public static Path model() {
    return new ModelStore(
            loader().load().cacheFolder(),
            () -> HubSettings.of(System.getenv(), true),
            ProgressListener.none())
        .resolve("sentence-transformers/all-MiniLM-L6-v2");
  }

  private static GatehouseConfig.Loader loader() {
    return GatehouseConfig.loader().set("gatehouse.gating.num-uids=" + NUM_UIDS);
  }
}
