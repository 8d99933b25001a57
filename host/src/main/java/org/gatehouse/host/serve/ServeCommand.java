package org.gatehouse.host.serve;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.config.HostContext;
import org.gatehouse.host.batching.BatchingSettings;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import org.gatehouse.host.cli.Termination;
import org.gatehouse.host.logs.LogSettings;
import org.gatehouse.host.logs.ServiceLog;
import org.gatehouse.host.metagraph.Sources;
import org.gatehouse.host.meters.Meters;
import org.gatehouse.host.shadow.Shadow;
import org.gatehouse.host.shadow.Shadows;
import org.gatehouse.state.StateSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code serve}. */
@Command(name = "serve", description = "Serves a gate over HTTP until the process is told to end.")
public final class ServeCommand implements Callable<Integer> {

  private final Console console;
  private final CommonOptions options;
  private final Front.Starter front;
  private final Termination termination;

  @Option(names = "--port", paramLabel = "N", description = "The TCP port; 0: any free one.")
  private @Nullable Integer port;

  /**
   * Creates the command.
   *
   * @param front lets others use the service
   * @param termination tells the command to end
   */
  public ServeCommand(
      Console console, CommonOptions options, Front.Starter front, Termination termination) {
    this.console = console;
    this.options = options;
    this.front = front;
    this.termination = termination;
  }

  /**
   * The request to end, from when there is something to end in good order: who is asked before,
   * while a model is loaded or exported, just ends.
   */
  private static final class Ending implements AutoCloseable {

    private final CountDownLatch asked = new CountDownLatch(1);
    private Termination.@Nullable Registration registration;

    void begin(Termination termination) {
      registration = termination.onRequest(asked::countDown);
    }

    void await() throws InterruptedException {
      asked.await();
    }

    @Override
    public void close() {
      if (registration != null) {
        registration.close();
      }
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Ending ending = new Ending()) {
      serve(ending);
    }
    return Failures.GOOD;
  }

  private void serve(Ending ending) throws InterruptedException {
    GatehouseConfig.Loader loader =
        options
            .loader()
            .check(ServeSettings.SECTION, ServeSettings::check)
            .check(StateSettings.SECTION, StateSettings::check)
            .check(BatchingSettings.SECTION, BatchingSettings::check)
            .check(LogSettings.SECTION, LogSettings::check);
    if (port != null) {
      loader.set("gatehouse.host.http.port=" + port);
    }
    GatehouseConfig config = loader.load();
    ServiceLog.start(LogSettings.of(config.section(LogSettings.SECTION)));
    try (Meters meters = new Meters()) {
      serve(config, meters, ending);
    }
    console.message("stopped");
  }

  private void serve(GatehouseConfig config, Meters meters, Ending ending)
      throws InterruptedException {
    ServeSettings settings = ServeSettings.of(config.section(ServeSettings.SECTION));
    Optional<GatehouseConfig> shadow = settings.shadowGate().map(gate -> shadow(config, gate));
    GateStack.Plan plan =
        new GateStack.Plan(
            StateSettings.of(config.section(StateSettings.SECTION), config.stateFolder()),
            BatchingSettings.of(config.section(BatchingSettings.SECTION)),
            settings.http().requestTimeout(),
            meters);
    Telemetry telemetry = plan.telemetry();
    PushedMetagraphs pushed =
        new PushedMetagraphs(config.stateFolder(), file -> Sources.files(options, file));
    HostContext host =
        HostContext.builder()
            .progress(console.progress())
            .meters(telemetry.meters())
            .metagraph(
                config.metagraphSourceName().equals("none") ? pushed.read().orElse(null) : null)
            .build();
    try (Gatehouse gatehouse = Gatehouse.open(config, host)) {
      gatehouse.warning().ifPresent(console::message);
      ending.begin(termination);
      Optional<Metagraph> known =
          gatehouse.metagraphSource().isPresent()
              ? Optional.of(gatehouse.metagraph())
              : host.metagraph();
      try (Served served =
              Served.open(
                  GateStack.open(gatehouse, known, plan),
                  shadow.map(s -> shadow(s, known, settings, meters)).orElseGet(Shadow::none),
                  gatehouse,
                  known,
                  pushed,
                  settings,
                  telemetry,
                  System::nanoTime);
          Front listening = front.start(settings.http(), served.service(), telemetry)) {
        served.measure(meters);
        console.message("serving " + listening.uri());
        ending.await();
        drain(served, listening, settings);
      }
    }
  }

  private GatehouseConfig shadow(GatehouseConfig served, String gate) {
    try {
      return Shadows.configure(options.loader(), gate, served.stateFolder());
    } catch (ConfigurationException e) {
      console.message("gatehouse: with the shadow (gatehouse.host.shadow.gate) as the gate:");
      throw e;
    }
  }

  private Shadow shadow(
      GatehouseConfig config, Optional<Metagraph> known, ServeSettings settings, Meters meters) {
    return Shadows.open(
        config,
        known,
        console.progress(),
        settings.scoresCapacity(),
        settings.shutdownTimeout(),
        meters);
  }

  private void drain(Served served, Front listening, ServeSettings settings)
      throws InterruptedException {
    console.message("stopping");
    served.service().drain();
    if (!listening.awaitIdle(settings.shutdownTimeout())) {
      console.message(
          "requests are still running after "
              + settings.shutdownTimeout().toMillis()
              + " ms (gatehouse.host.shutdown-timeout); they are given up");
    }
  }
}
