package org.gatehouse.host.replay;

import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.events.EventSource;

/** Tells the user how the replay of a log goes: progress, and the first lines that are skipped. */
final class ReplayConsole implements ReplayListener {

  private static final int NAMED = 10;

  private final Console console;
  private final String log;
  private final ProgressListener progress;
  private final boolean namesProblems;
  private long problems;
  private boolean underWay;

  /**
   * Creates the teller.
   *
   * @param namesProblems whether it names lines that are skipped
   */
  ReplayConsole(Console console, String log, boolean namesProblems) {
    this.namesProblems = namesProblems;
    this.console = console;
    this.log = log;
    this.progress = console.progress();
  }

  @Override
  public void problem(long line, String message) {
    if (++problems <= NAMED && namesProblems) {
      console.message(log + ":" + line + ": " + message + "; skipped");
    }
  }

  @Override
  public void replayed(long events, double reward, EventSource.EventCursor cursor) {
    underWay = cursor.position() < cursor.size();
    progress.progress(task(), cursor.position(), cursor.size());
  }

  @Override
  public void resynced(Event event, ResyncReport report) {
    if (report.grew()) {
      console.message(
          "%s:%d: the gate's uid space grew from %d to %d"
              .formatted(log, event.line(), report.numUidsBefore(), report.numUids()));
    }
  }

  /** Shows that the replay is done, even if the last lines were no events. */
  void replayed() {
    if (underWay) {
      progress.progress(task(), 1, 1);
    }
  }

  private String task() {
    return "replaying " + log;
  }

  /** Says how many skipped lines were not named. */
  void end() {
    if (problems > NAMED && namesProblems) {
      console.message(log + ": " + (problems - NAMED) + " more lines skipped");
    }
  }
}
