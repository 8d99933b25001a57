package org.gatehouse.host.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.config.HostContext;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import org.gatehouse.host.replay.Replay;
import org.gatehouse.host.replay.report.Report;
import org.gatehouse.host.replay.report.ReportJson;
import org.gatehouse.host.replay.report.ReportText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code demo}. */
@Command(name = "demo", description = "Lets a gate learn a simulated network of 256 peers.")
public final class DemoCommand implements Callable<Integer> {

  private static final int EVENTS = 4000;

  private final Console console;
  private final CommonOptions options;

  @Option(names = "--json", description = "Writes the report as JSON.")
  private boolean json;

  /** Creates the command. */
  public DemoCommand(Console console, CommonOptions options) {
    this.console = console;
    this.options = options;
  }

  @Override
  public Integer call() {
    Prompts prompts = Prompts.bundled();
    SimulatedNetwork network = SimulatedNetwork.draw(prompts.topics().size());
    GatehouseConfig config =
        options
            .loader(loader -> loader.text(configuration()))
            .set("gatehouse.metagraph.source=none")
            .load();
    DemoNarrator narrator = new DemoNarrator(console, EVENTS);
    narrator.introduce(network, prompts, config);
    HostContext host =
        HostContext.builder()
            .progress(narrator.mentioning(console.progress()))
            .metagraph(network.metagraph())
            .build();
    try (Gatehouse gatehouse = Gatehouse.open(config, host)) {
      gatehouse.warning().ifPresent(console::message);
      Report report =
          new Replay(
                  gatehouse.gate(),
                  gatehouse.selector(),
                  new Report.Labels(
                      config.gateName(), config.selectorName(), config.k(), config.seed()),
                  System::nanoTime)
              .run(new SimulatedEvents(network, prompts, EVENTS), gatehouse.metagraph(), narrator);
      if (json) {
        console.data(ReportJson.of(report));
      } else {
        console.data(ReportText.of("the simulated network", report));
      }
    }
    return Failures.GOOD;
  }

  private static String configuration() {
    try (InputStream in =
        Objects.requireNonNull(DemoCommand.class.getResourceAsStream("demo.conf"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
