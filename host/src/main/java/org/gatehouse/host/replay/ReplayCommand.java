package org.gatehouse.host.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.MessageRules;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.config.HostContext;
import org.gatehouse.host.cli.CommonOptions;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.cli.Failures;
import org.gatehouse.host.replay.events.EventFile;
import org.gatehouse.host.replay.events.EventSource;
import org.gatehouse.host.replay.events.KnownPeers;
import org.gatehouse.state.DurableFile;
import org.gatehouse.state.SnapshotFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code replay}. */
@Command(
    name = "replay",
    description = "Puts a log of events to the gate and compares it with simple players.")
public final class ReplayCommand implements Callable<Integer> {

  private final Console console;
  private final CommonOptions options;

  @Option(names = "--json", description = "Writes the report as JSON.")
  private boolean json;

  @Option(names = "--strict", description = "Fails if a line is no event.")
  private boolean strict;

  @Option(
      names = "--snapshot-in",
      paramLabel = "FILE",
      description = "Starts with what the gate had learned in a snapshot.")
  private @Nullable Path snapshotIn;

  @Option(
      names = "--snapshot-out",
      paramLabel = "FILE",
      description = "Writes what the gate has learned to a snapshot.")
  private @Nullable Path snapshotOut;

  @Parameters(paramLabel = "EVENTS.jsonl", description = "The log: one JSON object a line.")
  @SuppressWarnings("NullAway.Init") // Set before the command runs: it is required.
  private Path events;

  /** Creates the command. */
  public ReplayCommand(Console console, CommonOptions options) {
    this.console = console;
    this.options = options;
  }

  @Override
  public Integer call() {
    GatehouseConfig config = options.loader().load();
    if (snapshotOut != null) {
      // What takes hours to learn should not be lost to a typing error.
      DurableFile.check(snapshotOut);
      if (snapshotOut.toAbsolutePath().normalize().equals(events.toAbsolutePath().normalize())) {
        throw new GatehouseException(
            "--snapshot-out is the log itself: " + events + " would be lost");
      }
    }
    EventFile log = new EventFile(events, new MessageRules(config.maxMessageBytes()));
    GatingSnapshot snapshot = snapshotIn == null ? null : SnapshotFile.read(snapshotIn);
    HostContext host =
        HostContext.builder().progress(console.progress()).metagraph(start(log, snapshot)).build();
    try (Gatehouse gatehouse = Gatehouse.open(config, host)) {
      if (snapshotOut != null && !gatehouse.gate().capabilities().contains(Capability.SNAPSHOT)) {
        throw new GatehouseException(
            "gate " + config.gateName() + " makes no snapshots; leave out --snapshot-out");
      }
      if (snapshot != null) {
        restore(gatehouse, snapshot);
        if (snapshot.seed() != config.seed()) {
          console.message(
              "the snapshot's seed %d counts for the gate from here on, not %d"
                  .formatted(snapshot.seed(), config.seed()));
        }
      }
      Report report = replay(gatehouse, log);
      try {
        print(report);
      } finally {
        // What was learned is not lost because nobody reads the report.
        if (snapshotOut != null) {
          SnapshotFile.write(snapshotOut, gatehouse.gate().snapshot());
        }
      }
      if (strict && report.skipped() > 0) {
        console.message("gatehouse: lines that are no event are a failure with --strict");
        return Failures.FAILURE;
      }
      return Failures.GOOD;
    }
  }

  /** The peers that the snapshot knows; without one, those that the log names first. */
  private Metagraph start(EventFile log, @Nullable GatingSnapshot snapshot) {
    if (snapshot != null && !snapshot.hotkeys().isEmpty()) {
      Integer netuid = snapshot.netuid();
      Long block = snapshot.block();
      List<Neuron> neurons =
          snapshot.hotkeys().entrySet().stream()
              .map((Map.Entry<Integer, String> peer) -> Neuron.of(peer.getKey(), peer.getValue()))
              .toList();
      return Metagraph.of(netuid == null ? 0 : netuid, block == null ? 0 : block, neurons);
    }
    return KnownPeers.firstSeen(log).orElseThrow(() -> noEvent(log));
  }

  private GatehouseException noEvent(EventFile log) {
    ReplayConsole problems = new ReplayConsole(console, log.name());
    try (EventSource.EventCursor cursor = log.open(problems)) {
      cursor.next();
    }
    problems.end();
    return Replay.noEvent(log);
  }

  private void restore(Gatehouse gatehouse, GatingSnapshot snapshot) {
    int numUidsBefore = gatehouse.gate().numUids();
    RestoreReport report = gatehouse.gate().restore(snapshot, gatehouse.metagraph());
    int numUids = gatehouse.gate().numUids();
    console.message(
        "restored %d peers after %d steps; %d start afresh, %d are gone%s"
            .formatted(
                report.restored().size(),
                report.step(),
                report.reset().size(),
                report.gone().size(),
                numUids == numUidsBefore
                    ? ""
                    : "; the gate's uid space grew from %d to %d"
                        .formatted(numUidsBefore, numUids)));
  }

  private Report replay(Gatehouse gatehouse, EventFile log) {
    GatehouseConfig config = gatehouse.config();
    ReplayConsole listener = new ReplayConsole(console, log.name());
    try {
      Report report =
          new Replay(
                  gatehouse.gate(),
                  gatehouse.selector(),
                  new Report.Labels(
                      config.gateName(), config.selectorName(), config.k(), config.seed()),
                  System::nanoTime)
              .run(log, gatehouse.metagraph(), listener);
      listener.replayed();
      return report;
    } finally {
      listener.end();
    }
  }

  private void print(Report report) {
    if (json) {
      console.data(ReportJson.of(report));
    } else {
      console.data(ReportText.of(events.toString(), report));
    }
  }
}
