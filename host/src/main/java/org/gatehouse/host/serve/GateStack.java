package org.gatehouse.host.serve;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.config.Gatehouse;

/**
 * The gate as it is served: the configured one in its wrappers, outermost first.
 *
 * @param gate the outermost wrapper
 * @param troubles what keeps learned state from being durable, in words
 * @param closer closes the wrappers, but not the configured gate
 */
record GateStack(GatingModel gate, Supplier<List<String>> troubles, Runnable closer)
    implements AutoCloseable {

  /** Returns where this process reports what it measures. */
  static Telemetry telemetry() {
    return new Telemetry(MeterSink.none(), (path, method, status, took) -> {}, () -> "");
  }

  /**
   * Wraps the configured gate.
   *
   * @param network the network as it is now, if one is known
   */
  static GateStack open(Gatehouse gatehouse, Optional<Metagraph> network, Telemetry telemetry) {
    return new GateStack(gatehouse.gate(), List::of, () -> {});
  }

  @Override
  public void close() {
    closer.run();
  }
}
