package org.gatehouse.host.replay.report;

import java.util.List;
import org.gatehouse.host.replay.statistics.Bootstrap;
import org.gatehouse.host.replay.statistics.Interval;

/**
 * 95 % intervals by the {@linkplain Bootstrap bootstrap} over events.
 *
 * @param reward of the mean reward of the chosen peers
 * @param overRunningMean of how much more that is than the running mean's
 * @param share of the way from random, 0, to the best fixed choice in hindsight, 1
 */
public record Confidence(Interval reward, Interval overRunningMean, Interval share) {

  /**
   * Computes the intervals.
   *
   * @param seed the same seed gives the same intervals
   */
  public static Confidence of(PerEvent rewards, long seed) {
    List<Interval> intervals =
        Bootstrap.intervals(
            List.of(
                rewards.selected(), rewards.runningMean(), rewards.random(), rewards.bestFixed()),
            List.of(
                means -> means[0],
                means -> means[0] - means[1],
                means -> Rewards.share(means[0], means[2], means[3])),
            seed);
    return new Confidence(intervals.get(0), intervals.get(1), intervals.get(2));
  }
}
