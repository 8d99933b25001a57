package org.gatehouse.host.shadow;

import java.util.Optional;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.config.HostContext;
import org.gatehouse.state.DurableGate;
import org.gatehouse.state.StateSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gate of a shadow with its state, and selectors of its own. */
final class ShadowGate implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShadowGate.class);

  private final Gatehouse gatehouse;
  private final @Nullable DurableGate durable;

  private ShadowGate(Gatehouse gatehouse, @Nullable DurableGate durable) {
    this.gatehouse = gatehouse;
    this.durable = durable;
  }

  /**
   * Makes the gate of a configuration and restores what it knows.
   *
   * @param known the network as it is now; empty if none is known
   * @throws org.gatehouse.api.GatehouseException if that is impossible
   */
  static ShadowGate open(
      GatehouseConfig config, Optional<Metagraph> known, ProgressListener progress) {
    Gatehouse gatehouse =
        Gatehouse.open(
            config, HostContext.builder().progress(progress).metagraph(known.orElse(null)).build());
    try {
      return new ShadowGate(gatehouse, durable(gatehouse, known));
    } catch (RuntimeException | Error e) {
      try (gatehouse) {
        throw e;
      }
    }
  }

  private static @Nullable DurableGate durable(Gatehouse gatehouse, Optional<Metagraph> known) {
    GatehouseConfig config = gatehouse.config();
    if (!gatehouse.gate().capabilities().contains(Capability.SNAPSHOT)) {
      LOG.warn(
          "shadow gate {} makes no snapshots: what it learns ends with this process",
          config.gateName());
      return null;
    }
    // Its meters would be taken for those of the served gate.
    return DurableGate.open(
        StateSettings.of(config.section(StateSettings.SECTION), config.stateFolder()),
        gatehouse.gate(),
        known,
        MeterSink.none());
  }

  String name() {
    return gatehouse.config().gateName();
  }

  GatingModel gate() {
    return durable == null ? gatehouse.gate() : durable;
  }

  PeerSelector selector(String name) {
    return gatehouse.selector(name);
  }

  /** Returns the number of training steps that the restored state has taken. */
  long steps() {
    return durable == null ? 0 : durable.steps();
  }

  /** Returns what keeps the state from being durable. */
  Optional<String> trouble() {
    return durable == null ? Optional.empty() : durable.health().problem();
  }

  @Override
  public void close() {
    try (gatehouse) {
      if (durable != null) {
        durable.close();
      }
    }
  }
}
