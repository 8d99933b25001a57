package org.gatehouse.host.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.replay.events.EventFile;
import org.gatehouse.host.replay.events.EventSource;
import org.gatehouse.host.replay.events.KnownPeers;
import org.gatehouse.host.replay.report.Report;
import org.gatehouse.host.replay.scenarios.Changes;
import org.gatehouse.host.replay.scenarios.Scenario;
import org.gatehouse.state.SnapshotFile;
import org.jspecify.annotations.Nullable;

/** One replay of a file with a gate of its own. */
final class ReplayRun {

  private final Console console;
  private final Path file;
  private final List<Scenario> scenarios;
  private final @Nullable GatingSnapshot start;
  private final @Nullable Path learned;

  /**
   * Creates a run.
   *
   * @param start what the gate has learned before; {@code null} for nothing
   * @param learned where to write what it has learned in the end; {@code null} for nowhere
   */
  ReplayRun(
      Console console,
      Path file,
      List<Scenario> scenarios,
      @Nullable GatingSnapshot start,
      @Nullable Path learned) {
    this.console = console;
    this.file = file;
    this.scenarios = scenarios;
    this.start = start;
    this.learned = learned;
  }

  /**
   * Replays the file.
   *
   * @param shuffled whether the events come in a random order
   * @param first whether it is the first run, which alone names skipped lines
   * @param done is given the report before what was learned is written
   */
  void run(GatehouseConfig config, boolean shuffled, boolean first, Consumer<Report> done) {
    EventFile log = new EventFile(file, new MessageRules(config.maxMessageBytes()));
    Metagraph named = KnownPeers.firstSeen(log).orElseThrow(() -> noEvent(log));
    long seed = Player.seedOfEvents(config);
    Changes changes = Changes.draw(scenarios, named, seed);
    HostContext host =
        HostContext.builder()
            .progress(console.progress())
            .metagraph(changes.start(restored().orElse(named)))
            .build();
    try (Gatehouse gatehouse = Gatehouse.open(config, host)) {
      if (learned != null && !gatehouse.gate().capabilities().contains(Capability.SNAPSHOT)) {
        throw new GatehouseException(
            "gate " + config.gateName() + " makes no snapshots; leave out --snapshot-out");
      }
      if (start != null) {
        restore(gatehouse, start);
      }
      EventSource events = changes.apply(shuffled ? log.shuffled(seed) : log);
      Report report = replay(gatehouse, events, new ReplayConsole(console, log.name(), first));
      try {
        done.accept(report);
      } finally {
        // What was learned is not lost because nobody reads the report.
        if (learned != null) {
          SnapshotFile.write(learned, gatehouse.gate().snapshot());
        }
      }
    }
  }

  /** The peers that the snapshot knows. */
  private Optional<Metagraph> restored() {
    if (start == null || start.hotkeys().isEmpty()) {
      return Optional.empty();
    }
    Integer netuid = start.netuid();
    Long block = start.block();
    List<Neuron> neurons =
        start.hotkeys().entrySet().stream()
            .map((Map.Entry<Integer, String> peer) -> Neuron.of(peer.getKey(), peer.getValue()))
            .toList();
    return Optional.of(
        Metagraph.of(netuid == null ? 0 : netuid, block == null ? 0 : block, neurons));
  }

  private GatehouseException noEvent(EventFile log) {
    ReplayConsole problems = new ReplayConsole(console, log.name(), true);
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
    long seed = gatehouse.config().seed();
    if (snapshot.seed() != seed) {
      console.message(
          "the snapshot's seed %d counts for the gate from here on, not %d"
              .formatted(snapshot.seed(), seed));
    }
  }

  private static Report replay(Gatehouse gatehouse, EventSource log, ReplayConsole listener) {
    GatehouseConfig config = gatehouse.config();
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
}
