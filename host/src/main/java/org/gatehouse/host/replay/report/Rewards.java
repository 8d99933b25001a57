package org.gatehouse.host.replay.report;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * Means over events of the mean reward of the chosen peers.
 *
 * @param selected of those that the selector chose with the gate's scores
 * @param random the exact expectation of a uniform choice
 * @param runningMean of a player that asks whoever earned it most so far
 * @param runningMeanUcb of one that also asks whom it knows little of
 * @param bestFixed of the best ranking for all prompts, known in hindsight
 * @param oracle of the best peers of each event
 */
public record Rewards(
    double selected,
    double random,
    double runningMean,
    double runningMeanUcb,
    double bestFixed,
    double oracle) {

  /**
   * Returns how far the chosen peers went from random, 0, to the best fixed choice in hindsight, 1;
   * NaN where these earned the same.
   */
  public double share() {
    return share(selected, random, bestFixed);
  }

  /** Returns how far a reward is from random, 0, to the best fixed choice, 1. */
  public static double share(double reward, double random, double bestFixed) {
    return bestFixed > random ? (reward - random) / (bestFixed - random) : Double.NaN;
  }

  /** Returns how much more the chosen peers earned than those of the running mean. */
  public double overRunningMean() {
    return selected - runningMean;
  }

  /** Returns the means of several runs' rewards, of which there is at least one. */
  static Rewards mean(Collection<Rewards> runs) {
    return new Rewards(
        mean(runs, Rewards::selected),
        mean(runs, Rewards::random),
        mean(runs, Rewards::runningMean),
        mean(runs, Rewards::runningMeanUcb),
        mean(runs, Rewards::bestFixed),
        mean(runs, Rewards::oracle));
  }

  private static double mean(Collection<Rewards> runs, ToDoubleFunction<Rewards> reward) {
    return runs.stream().mapToDouble(reward).average().orElseThrow();
  }
}
