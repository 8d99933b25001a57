package org.gatehouse.host.shadow;

import org.jspecify.annotations.Nullable;

/**
 * How well two gates did on the same recent events.
 *
 * @param events of how many events rewards came
 * @param concordance the share of pairs of rewarded peers of an event that were scored in the order
 *     of their rewards, equal scores counting half: 0.5 is chance; NaN before the first pair
 * @param reward the mean reward of a chosen peer: what the served gate's choices earned, and what
 *     those of the shadow would have earned; NaN where that is not known
 * @param effectiveSampleSize how many events the estimate of the shadow's reward is worth
 * @param refused why there is no such estimate; {@code null} if there is
 */
public record Comparison(
    int events,
    Both concordance,
    Both reward,
    double effectiveSampleSize,
    @Nullable String refused) {

  /** A number for each of the two gates. */
  public record Both(double served, double shadow) {}

  /** Returns the comparison of gates of which nothing is known. */
  static Comparison none() {
    return new Evaluation(1).comparison();
  }
}
