package org.gatehouse.host.shadow;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.config.GatehouseConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes shadows. */
public final class Shadows {

  private static final Logger LOG = LoggerFactory.getLogger(Shadows.class);

  private Shadows() {}

  /**
   * Returns the configuration of a shadow: that of the served gate with another gate, which follows
   * no network of its own and has a folder beside the served gate's state.
   *
   * @param loader told what the user said
   * @param gate the name of the shadow's gate
   * @param stateFolder the folder of the served gate
   * @throws ConfigurationException with all its problems
   */
  public static GatehouseConfig configure(
      GatehouseConfig.Loader loader, String gate, Path stateFolder) {
    return loader
        .set("gatehouse.gating.model=" + gate)
        .set("gatehouse.metagraph.source=none")
        .set("gatehouse.state.dir=" + stateFolder.toAbsolutePath().resolve("shadow").resolve(gate))
        .load();
  }

  /**
   * Opens a shadow; if that is impossible, says so and does without.
   *
   * @param known the network as it is now; empty if none is known
   * @param scores how many scores it keeps for their rewards
   * @param end how long what waits may take in the end
   */
  public static Shadow open(
      GatehouseConfig config,
      Optional<Metagraph> known,
      ProgressListener progress,
      int scores,
      Duration end,
      MeterSink meters) {
    try {
      ShadowGate gate = ShadowGate.open(config, known, progress);
      return new RunningShadow(
          gate, known.orElse(null), Worker.thread(), new RunningShadow.Limits(scores, end), meters);
    } catch (RuntimeException e) {
      LOG.error("there is no shadow gate {}", config.gateName(), e);
      return Shadow.failed(config.gateName(), String.valueOf(e.getMessage()));
    }
  }
}
