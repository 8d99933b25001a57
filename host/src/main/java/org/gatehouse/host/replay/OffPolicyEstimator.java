package org.gatehouse.host.replay;

import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * divided by the mean weight (Swaminathan and Joachims 2015).
 */
final class OffPolicyEstimator {

  /** The effective sample size below which the error of a mean in [0, 1] may exceed 0.05. */
  static final int SMALLEST = 100;

  private final Series rewards = new Series();
  private final Series weights = new Series();

  /**
   * Takes note of an event with propensities.
   *
   * @param k how many peers the replayed selector chooses out of the whole network
   * @param probabilities how probable each is to be among them, by uid; who is absent is not
   */
  void event(Event event, int k, Map<Integer, Double> probabilities) {
    double reward = 0;
    double weight = 0;
    for (int i = 0; i < event.uids().size(); i++) {
      double own = probabilities.getOrDefault(event.uids().get(i), 0.0) / event.propensity(i) / k;
      weight += own;
      reward += own * event.reward(i);
    }
    rewards.add(reward);
    weights.add(weight);
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
