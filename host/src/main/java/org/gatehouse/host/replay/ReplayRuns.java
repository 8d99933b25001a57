package org.gatehouse.host.replay;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.MessageRules;
import org.gatehouse.api.metagraph.Metagraph;
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
import org.gatehouse.host.state.SnapshotStart;
import org.gatehouse.state.SnapshotFile;
import org.jspecify.annotations.Nullable;

/**
 * Replays of a file, one after the other, each with a gate of its own.
 *
 * <p>The gate of a replay stays open until the next one's is: what both share, such as an encoder
 * and what it remembers of messages, is not loaded again.
 */
final class ReplayRuns implements AutoCloseable {

  private final Console console;
  private final Path file;
  private final List<Scenario> scenarios;
  private final @Nullable SnapshotStart start;
  private final @Nullable Path learned;
  private final Set<String> warnings = new HashSet<>();
  private @Nullable Gatehouse last;

  /**
   * Creates the runs.
   *
   * @param start what the gate has learned before; {@code null} for nothing
   * @param learned where to write what it has learned in the end; {@code null} for nowhere
   */
  ReplayRuns(
      Console console,
      Path file,
      List<Scenario> scenarios,
      @Nullable SnapshotStart start,
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
    Metagraph known = Optional.ofNullable(start).flatMap(SnapshotStart::metagraph).orElse(named);
    HostContext host =
        HostContext.builder().progress(console.progress()).metagraph(changes.start(known)).build();
    Gatehouse gatehouse = open(config, host);
    if (learned != null && !gatehouse.gate().capabilities().contains(Capability.SNAPSHOT)) {
      throw new GatehouseException(
          "gate " + config.gateName() + " makes no snapshots; leave out --snapshot-out");
    }
    if (start != null) {
      start.restore(gatehouse, console);
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

  private Gatehouse open(GatehouseConfig config, HostContext host) {
    Gatehouse gatehouse = Gatehouse.open(config, host);
    Gatehouse before = last;
    last = gatehouse;
    if (before != null) {
      before.close();
    }
    gatehouse.warning().filter(warnings::add).ifPresent(console::message);
    return gatehouse;
  }

  @Override
  public void close() {
    if (last != null) {
      last.close();
    }
  }

  private GatehouseException noEvent(EventFile log) {
    ReplayConsole problems = new ReplayConsole(console, log.name(), true);
    try (EventSource.EventCursor cursor = log.open(problems)) {
      cursor.next();
    }
    problems.end();
    return Replay.noEvent(log);
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
