package org.gatehouse.host.encode;

import com.typesafe.config.Config;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.engine.tensorflow.EngineSettings;
import org.gatehouse.engine.tensorflow.device.Devices;
import org.gatehouse.engine.tensorflow.encoder.Encoder;
import org.gatehouse.engine.tensorflow.encoder.EncoderRegistry;
import org.gatehouse.engine.tensorflow.model.ModelStore;
import org.jspecify.annotations.Nullable;

/** Opens encoders as the configuration says. */
final class Models {

  private static final String EMBEDDED = "sentence-transformers/all-MiniLM-L6-v2";

  private Models() {}

  /**
   * Opens an encoder; the caller closes it.
   *
   * @param model a folder or a name; {@code null} for that of the selected gate, or the embedded
   *     one if the gate has none
   */
  static Encoder open(GatehouseConfig config, @Nullable String model, ProgressListener progress) {
    Config root = config.root();
    String gate = "gatehouse.gating." + config.gateName();
    // The digits behind the scores: where the gate computes, not where others do.
    String owner = model == null && root.hasPath(gate + ".engine") ? gate : "gatehouse";
    SectionReader section = new SectionReader(root.getConfig(owner), owner);
    EngineSettings engine = EngineSettings.read(section, "engine");
    section.throwIfAny();
    String ofGate = gate + ".model-name";
    String configured = root.hasPath(ofGate) ? root.getString(ofGate) : EMBEDDED;
    ModelStore store = new ModelStore(config.cacheFolder(), progress);
    return EncoderRegistry.ofProcess()
        .acquire(
            store.resolve(model == null ? configured : model), Devices.resolve(engine.device()));
  }
}
