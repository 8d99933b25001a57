package org.gatehouse.host.replay.page;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.gatehouse.host.replay.report.Details;
import org.gatehouse.host.replay.report.Report;
import org.gatehouse.host.replay.report.Rewards;

/**
 * What a player has earned up to each event of a run.
 *
 * <p>Runs whose numbers of events differ have windows of their own; the sums of all of them are
 * read at the same events, and within a window they are taken to grow evenly.
 */
final class Course {

  private Course() {}

  /** Returns the last events of the windows of the shortest run. */
  static double[] grid(List<Contestant> contestants) {
    return contestants.stream()
        .flatMap(contestant -> contestant.runs().stream())
        .min(Comparator.comparingLong(Report::events))
        .orElseThrow()
        .details()
        .windows()
        .stream()
        .mapToDouble(Details.Window::event)
        .toArray();
  }

  /** Returns the sum of a player's rewards up to each of the events, which ascend. */
  static double[] sums(Report run, ToDoubleFunction<Rewards> player, double[] events) {
    double[] sums = new double[events.length];
    List<Details.Window> windows = run.details().windows();
    double start = 0;
    double sum = 0;
    int next = 0;
    for (Details.Window window : windows) {
      double reward = player.applyAsDouble(window.reward());
      for (; next < events.length && events[next] <= window.event(); next++) {
        sums[next] = sum + reward * (events[next] - start);
      }
      sum += reward * (window.event() - start);
      start = window.event();
    }
    return sums;
  }
}
