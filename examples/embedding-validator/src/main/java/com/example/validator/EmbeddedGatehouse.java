package com.example.validator;

import com.google.inject.Guice;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.config.GatehouseModule;
import org.gatehouse.config.HostContext;

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
    try (Gatehouse gatehouse = Gatehouse.open(config, HostContext.standalone());
        Network network =
            Network.follow(gatehouse.gate(), source(gatehouse), gatehouse.metagraph());
        EventLog events = EventLog.open(settings.events())) {
      Validator validator =
          Guice.createInjector(
                  new GatehouseModule(gatehouse),
                  new ValidatorModule(settings, rewards, network, events))
              .getInstance(Validator.class);
      work.with(validator);
    }
  }

  private static MetagraphSource source(Gatehouse gatehouse) {
    return gatehouse
        .metagraphSource()
        .orElseThrow(
            () -> new IllegalArgumentException("a validator needs gatehouse.metagraph.source"));
  }
}
