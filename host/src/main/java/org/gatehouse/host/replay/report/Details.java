package org.gatehouse.host.replay.report;

import java.util.List;
import java.util.SortedMap;
import org.gatehouse.api.Uids;
import org.gatehouse.host.replay.statistics.Calibration;
import org.gatehouse.host.replay.statistics.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a replay measured besides its main numbers.
 *
 * @param confidence how sure the main numbers are
 * @param windows the course of the replay, in the windows of the report's curve
 * @param tasks the rewards by kind of prompt, by name; empty if no event has a task
 * @param replacements what became of new peers, in the order in which they came; the first 1 000
 * @param calibration what the gate predicted of chosen peers, its scores without optimism, against
 *     what these earned, in at most ten bins, ascending by prediction; in the same unit only if the
 *     gate predicts rewards
 * @param forward how many milliseconds scoring took, each time
 * @param backward how many milliseconds learning took, each time; {@code null} if the gate does not
 *     learn
 * @param offPolicy what the gate would earn if it chose freely; {@code null} for a log without
 *     propensities
 * @param perEvent the rewards of each event
 */
public record Details(
    Confidence confidence,
    List<Window> windows,
    List<TaskRewards> tasks,
    List<Replacement> replacements,
    List<Calibration.Bin> calibration,
    Histogram forward,
    @Nullable Histogram backward,
    @Nullable OffPolicy offPolicy,
    PerEvent perEvent) {

  /** Copies the lists. */
  public Details {
    windows = List.copyOf(windows);
    tasks = List.copyOf(tasks);
    replacements = List.copyOf(replacements);
    calibration = List.copyOf(calibration);
  }

  /**
   * One stretch of a replay.
   *
   * @param event the number of its last event, from 1
   * @param reward its mean rewards
   * @param regretToOracle how much more the oracle has earned by then, summed over all events so
   *     far; where the oracle knows expectations, chance may make it negative
   * @param regretToBestFixed how much more the best fixed choice has earned by then, likewise
   * @param selections how often each uid was chosen in it; uids that were not are absent
   */
  public record Window(
      long event,
      Rewards reward,
      double regretToOracle,
      double regretToBestFixed,
      SortedMap<Integer, Integer> selections) {}

  /** The rewards of the events of one task: its name, how many there are, their means. */
  public record TaskRewards(String task, long events, Rewards reward) {}

  /**
   * What became of peers that came into the network at the same time, on uids that others had held
   * or nobody. A uid is followed for 500 events, or until it changes hands again.
   *
   * @param event the number of the first event with these peers
   * @param uids the uids they hold
   * @param rates how probable it was for one of them to be chosen at an event: means over windows
   *     of 20 events from {@code event} on
   * @param uniform how probable it would have been by a uniform choice, in the same windows
   * @param waits for each uid that was chosen, at which event counted from 1 at {@code event} that
   *     happened first; the others are absent
   */
  public record Replacement(
      long event,
      Uids uids,
      List<Double> rates,
      List<Double> uniform,
      SortedMap<Integer, Long> waits) {

    /** Copies the lists. */
    public Replacement {
      rates = List.copyOf(rates);
      uniform = List.copyOf(uniform);
    }
  }
}
