package org.gatehouse.host.replay;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.events.EventSource;

/** Writes down what a replay tells. */
final class Recorder implements ReplayListener {

  final List<String> problems = new ArrayList<>();
  final List<String> resyncs = new ArrayList<>();
  final List<Double> rewards = new ArrayList<>();

  @Override
  public void problem(long line, String message) {
    problems.add(line + ": " + message);
  }

  @Override
  public void replayed(long events, double reward, EventSource.EventCursor log) {
    rewards.add(reward);
  }

  @Override
  public void resynced(Event event, ResyncReport report) {
    resyncs.add(event.line() + ": replaced " + report.replaced() + " added " + report.added());
  }
}
