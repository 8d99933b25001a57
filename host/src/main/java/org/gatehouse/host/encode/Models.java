package org.gatehouse.host.encode;

import com.typesafe.config.Config;
import org.gatehouse.api.config.SectionReader;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.engine.tensorflow.EngineSettings;
import org.gatehouse.engine.tensorflow.device.Device;
import org.gatehouse.engine.tensorflow.device.Devices;
import org.gatehouse.engine.tensorflow.encoder.Encoder;
import org.gatehouse.engine.tensorflow.encoder.EncoderRegistry;
import org.gatehouse.engine.tensorflow.hub.HubSettings;
import org.gatehouse.engine.tensorflow.model.ModelStore;
import org.jspecify.annotations.Nullable;

/** Finds models and opens encoders as the configuration says. */
public final class Models {

  /** The name of the model that is always there. */
  public static final String EMBEDDED = "sentence-transformers/all-MiniLM-L6-v2";

  private Models() {}

  /**
   * Opens an encoder; the caller closes it.
   *
   * @param model a folder or a name; {@code null} for that of the selected gate, or the embedded
   *     one if the gate has none
   */
  static Encoder open(GatehouseConfig config, @Nullable String model, ProgressListener progress) {
    Config root = config.root();
    // The digits behind the scores: where the gate computes, not where others do.
    EngineSettings engine = model == null ? ofGate(config) : engine(root, "gatehouse");
    String ofGate = gate(config) + ".model-name";
    String configured = root.hasPath(ofGate) ? root.getString(ofGate) : EMBEDDED;
    ModelStore store = new ModelStore(config.cacheFolder(), engine::hub, progress);
    return EncoderRegistry.ofProcess()
        .acquire(
            store.resolve(model == null ? configured : model), Devices.resolve(engine.device()));
  }

  /** The models of this machine and, unless the configuration says otherwise, of the hub. */
  public static ModelStore store(GatehouseConfig config, ProgressListener progress) {
    return new ModelStore(config.cacheFolder(), engine(config.root(), "gatehouse")::hub, progress);
  }

  /**
   * Where models come from that are not on this machine.
   *
   * @throws org.gatehouse.api.GatehouseException if a variable of the environment cannot be used
   */
  public static HubSettings hub(GatehouseConfig config) {
    return engine(config.root(), "gatehouse").hub();
  }

  /** Where the selected gate computes, if it uses the engine. */
  public static Device device(GatehouseConfig config) {
    return ofGate(config).device();
  }

  private static EngineSettings ofGate(GatehouseConfig config) {
    String gate = gate(config);
    return engine(
        config.root(), config.root().hasPath(gate + ".engine.device") ? gate : "gatehouse");
  }

  private static String gate(GatehouseConfig config) {
    return "gatehouse.gating." + config.gateName();
  }

  private static EngineSettings engine(Config root, String owner) {
    SectionReader section = new SectionReader(root.getConfig(owner), owner);
    EngineSettings engine = EngineSettings.read(section, "engine");
    section.throwIfAny();
    return engine;
  }
}
