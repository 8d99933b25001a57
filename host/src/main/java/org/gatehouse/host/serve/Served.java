package org.gatehouse.host.serve;

import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.host.meters.Meters;
import org.gatehouse.host.shadow.Comparison;
import org.gatehouse.host.shadow.Shadow;

/** A service with what it is made of, which it closes. */
final class Served implements AutoCloseable {

  private final GateStack stack;
  private final Network network;
  private final GateService service;
  private final Shadow shadow;

  private Served(GateStack stack, Shadow shadow, Network network, GateService service) {
    this.stack = stack;
    this.shadow = shadow;
    this.network = network;
    this.service = service;
  }

  /**
   * Makes a service of a gate and begins to follow its network.
   *
   * @param stack the gate in its wrappers; owned from now on, also if this fails
   * @param shadow is shown everything; owned as well
   * @param gatehouse stays the caller's to close
   * @param known the network that the gate was made with; empty if that was none
   */
  static Served open(
      GateStack stack,
      Shadow shadow,
      Gatehouse gatehouse,
      Optional<Metagraph> known,
      PushedMetagraphs pushed,
      ServeSettings settings,
      Telemetry telemetry,
      LongSupplier nanoTime) {
    try {
      LearnedState learned = new LearnedState(stack.gate());
      Calls calls = new Calls(telemetry.calls());
      Network network =
          new Network(
              stack.gate(), known, gatehouse.metagraphSource(), pushed, learned::changed, calls);
      ScoresStore store =
          new ScoresStore(
              settings.scoresCapacity(), settings.scoresTimeToLive(), nanoTime, telemetry.meters());
      GateService service =
          new GateService(
              gatehouse.config().gateName(),
              stack.gate(),
              learned,
              Selectors.of(gatehouse),
              network,
              gatehouse.metagraph(),
              store,
              stack.troubles(),
              calls,
              shadow);
      network.follow();
      return new Served(stack, shadow, network, service);
    } catch (RuntimeException | Error e) {
      closeAfter(e, shadow);
      closeAfter(e, stack);
      throw e;
    }
  }

  private static void closeAfter(Throwable failure, AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  /** Has the scores that wait and the age of the network read with the other meters. */
  void measure(Meters meters) {
    measureShadow(meters);
    meters.gauge("gatehouse.host.scores", service::scoresKept);
    meters.gauge(
        "gatehouse.metagraph.block",
        () -> network.known().map(known -> (double) known.block()).orElse(Double.NaN));
    meters.gauge(
        "gatehouse.metagraph.age",
        () ->
            network
                .health()
                .age(Instant.now())
                .map(age -> age.toMillis() / 1000.0)
                .orElse(Double.NaN));
  }

  /** Has the comparison with the shadow read with the other meters, if there is a shadow. */
  private void measureShadow(Meters meters) {
    if (shadow.state().isEmpty()) {
      return;
    }
    Supplier<Comparison> comparison = () -> shadow.state().orElseThrow().comparison();
    meters.gauge(
        "gatehouse.host.shadow.concordance", () -> comparison.get().concordance().shadow());
    meters.gauge(
        "gatehouse.host.shadow.concordance.served", () -> comparison.get().concordance().served());
    meters.gauge("gatehouse.host.shadow.reward", () -> comparison.get().reward().shadow());
    meters.gauge("gatehouse.host.shadow.reward.served", () -> comparison.get().reward().served());
    meters.gauge("gatehouse.host.shadow.sample", () -> comparison.get().effectiveSampleSize());
  }

  GateService service() {
    return service;
  }

  /** Ends the following of the network, then closes the shadow and the wrappers of the gate. */
  @Override
  public void close() {
    try (stack;
        shadow) {
      network.close();
    }
  }
}
