package com.example.validator;

import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import java.util.Optional;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.config.GatehouseModule;
import org.gatehouse.config.HostContext;
import org.gatehouse.state.DurableGate;
import org.gatehouse.state.StateSettings;

/** Opens what a validator is made of, and closes it in reverse order. */
public final class EmbeddedGatehouse {

  private EmbeddedGatehouse() {}

  /** What is done with a validator while it is open. */
  @FunctionalInterface
  public interface Work {

    /** Runs rounds. */
    void with(Validator validator) throws InterruptedException;
  }

  /**
   * Opens a validator, has it work, and closes it, also when the work fails.
   *
   * @param config has to name a metagraph source: its peers are asked
   */
  public static void run(
      GatehouseConfig config, ValidatorSettings settings, Rewards rewards, Work work)
      throws InterruptedException {
    if (config.metagraphSourceName().equals("none")) {
      throw new IllegalArgumentException("a validator needs gatehouse.metagraph.source");
    }
    try (Gatehouse gatehouse = Gatehouse.open(config, HostContext.standalone());
        DurableGate gate = durable(gatehouse);
        Network network =
            Network.follow(gate, gatehouse.metagraphSource().orElseThrow(), gatehouse.metagraph());
        EventLog events = EventLog.open(settings.events())) {
      Module durable = binder -> binder.bind(GatingModel.class).toProvider(() -> gate);
      Validator validator =
          Guice.createInjector(
                  Modules.override(new GatehouseModule(gatehouse)).with(durable),
                  new ValidatorModule(settings, rewards, network, events))
              .getInstance(Validator.class);
      work.with(validator);
    }
  }

  /** Restores what an earlier run has learned, and keeps what this one learns. */
  private static DurableGate durable(Gatehouse gatehouse) {
    GatehouseConfig config = gatehouse.config();
    StateSettings settings =
        StateSettings.of(config.root().getConfig(StateSettings.SECTION), config.stateFolder());
    return DurableGate.open(
        settings, gatehouse.gate(), Optional.of(gatehouse.metagraph()), MeterSink.none());
  }
}
