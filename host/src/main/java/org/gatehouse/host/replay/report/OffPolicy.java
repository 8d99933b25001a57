package org.gatehouse.host.replay.report;

import org.gatehouse.host.replay.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * What the replayed gate and selector would have earned had they chosen themselves among the whole
 * network, estimated from what another choice earned.
 *
 * @param events how many events have propensities, at least 1
 * @param effectiveSampleSize Kish's (sum of weights)² / sum of squared weights, in events
 * @param estimate the estimates; {@code null} if they are refused
 * @param refused why, in words; {@code null} if they are given
 */
public record OffPolicy(
    long events,
    double effectiveSampleSize,
    @Nullable Estimate estimate,
    @Nullable String refused) {

  /**
   * Estimates of the mean reward of the chosen peers.
   *
   * @param ips by inverse propensities; unbiased
   * @param ipsInterval its 95 % interval
   * @param snips the same divided by the mean weight; nearly unbiased, and steadier
   * @param snipsInterval its 95 % interval
   */
  public record Estimate(double ips, Interval ipsInterval, double snips, Interval snipsInterval) {}
}
