package org.gatehouse.host.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.gatehouse.api.selection.Selection;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.report.OffPolicy;
import org.gatehouse.host.replay.statistics.Bootstrap;
import org.gatehouse.host.replay.statistics.Interval;
import org.gatehouse.host.replay.statistics.Series;
import org.jspecify.annotations.Nullable;

/**
 * Estimates what a choice would have earned from the rewards of another choice's peers; for use by
 * one thread.
 *
 * <p>A logged peer weighs {@code p / q}: the probability that the replayed selector chooses it out
 * of the whole network over the logged propensity. An event's estimate is the sum of weight times
 * reward over its peers, by k (Horvitz and Thompson 1952); IPS is the mean over events, SNIPS that
 * divided by the mean weight (Swaminathan and Joachims 2015). A selector does not tell p for peers
 * that it does not choose: p is the share of 16 draws in which the peer is chosen, which is right
 * on average; where all propensities are 1 one draw tells it.
 */
final class OffPolicyEstimator {

  /** The effective sample size below which the error of a mean in [0, 1] may exceed 0.05. */
  static final int SMALLEST = 100;

  private static final int DRAWS = 16;

  private final Series rewards = new Series();
  private final Series weights = new Series();

  /**
   * Takes note of an event with propensities.
   *
   * @param draw makes a fresh choice out of the whole network
   */
  void event(Event event, Supplier<Selection> draw) {
    Selection first = draw.get();
    int k = first.choices().size();
    int draws = first.choices().stream().allMatch(choice -> choice.propensity() == 1) ? 1 : DRAWS;
    Map<Integer, Integer> counts = new HashMap<>();
    count(first, counts);
    for (int i = 1; i < draws; i++) {
      count(draw.get(), counts);
    }
    double reward = 0;
    double weight = 0;
    for (int i = 0; i < event.uids().size(); i++) {
      double probability = (double) counts.getOrDefault(event.uids().get(i), 0) / draws;
      weight += probability / event.propensity(i) / k;
      reward += probability / event.propensity(i) / k * event.reward(i);
    }
    rewards.add(reward);
    weights.add(weight);
  }

  private static void count(Selection selection, Map<Integer, Integer> counts) {
    selection.uids().stream().forEach(uid -> counts.merge(uid, 1, Integer::sum));
  }

  /** Returns the estimates; {@code null} if no event had propensities. */
  @Nullable OffPolicy report(long seed) {
    int events = weights.size();
    if (events == 0) {
      return null;
    }
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < events; i++) {
      sum += weights.get(i);
      squares += weights.get(i) * weights.get(i);
    }
    double size = squares == 0 ? 0 : sum * sum / squares;
    return size < SMALLEST
        ? new OffPolicy(events, size, null, refusal(events, size))
        : new OffPolicy(events, size, estimate(seed), null);
  }

  private static String refusal(int events, double size) {
    return size == 0
        ? "in none of " + events + " events did the log ask anybody whom this choice would ask"
        : String.format(
            Locale.ROOT,
            "the effective sample size is %.1f of %d events; below %d the standard error of a mean"
                + " of rewards in [0, 1] may exceed 0.05: this choice differs too much from the"
                + " logged one, or the log is too short",
            size,
            events,
            SMALLEST);
  }

  private OffPolicy.Estimate estimate(long seed) {
    List<Interval> intervals =
        Bootstrap.intervals(
            List.of(rewards.toArray(), weights.toArray()),
            List.of(means -> means[0], means -> means[0] / means[1]),
            seed);
    return new OffPolicy.Estimate(
        rewards.mean(), intervals.get(0), rewards.mean() / weights.mean(), intervals.get(1));
  }
}
