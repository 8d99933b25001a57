package org.gatehouse.host.demo;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.replay.ReplayListener;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.events.EventSource;

/** Tells the user what happens in the demonstration. */
final class DemoNarrator implements ReplayListener {

  private static final int PARTS = 10;

  private final Console console;
  private final int events;
  private double sum;

  DemoNarrator(Console console, int events) {
    this.console = console;
    this.events = events;
  }

  void introduce(SimulatedNetwork network, Prompts prompts, GatehouseConfig config) {
    console.message(
        "A simulated network of %d peers. Each is good at everything to some degree and better at"
            .formatted(SimulatedNetwork.PEERS));
    console.message(
        "one or two of %d topics: %s."
            .formatted(prompts.topics().size(), String.join(", ", prompts.topics())));
    console.message(
        "%d prompts follow, drawn from %d. For each, gate %s scores all peers, selector %s chooses"
            .formatted(events, prompts.prompts().size(), config.gateName(), config.selectorName()));
    console.message(
        "%d of them, and the gate learns what those alone have earned. Half-way %d peers are"
            .formatted(config.k(), network.replaced().size()));
    console.message("replaced by strangers under the same uids.");
    console.message("Opening gate %s ...".formatted(config.gateName()));
  }

  /** Returns a listener that first mentions each task, however short it is. */
  ProgressListener mentioning(ProgressListener progress) {
    Set<String> mentioned = new HashSet<>();
    return (task, done, total) -> {
      if (mentioned.add(task)) {
        console.message("  " + task + ", once for this machine");
      }
      progress.progress(task, done, total);
    };
  }

  @Override
  public void problem(long line, String message) {
    console.message("prompt " + line + ": " + message + "; skipped");
  }

  @Override
  public void replayed(long event, double reward, EventSource.EventCursor log) {
    sum += reward;
    int part = Math.max(1, events / PARTS);
    if (event % part == 0) {
      console.message(
          String.format(
              Locale.ROOT,
              "  %5d of %d prompts: the chosen peers earned %.4f on average over the last %d",
              event,
              events,
              sum / part,
              part));
      sum = 0;
    }
  }

  @Override
  public void resynced(Event event, ResyncReport report) {
    console.message(
        "  before prompt %d: %d peers were replaced, %d kept; the gate forgot the replaced ones"
            .formatted(event.line(), report.replaced().size(), report.kept().size()));
    if (report.grew()) {
      console.message(
          "  the gate's uid space grew from %d to %d"
              .formatted(report.numUidsBefore(), report.numUids()));
    }
  }
}
