package org.gatehouse.host.shadow;

import java.util.Map;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.selection.Selection;
import org.jspecify.annotations.Nullable;

/**
 * How two gates did on one event.
 *
 * @param pairs how many pairs of rewarded peers earned differently
 * @param servedRight how many of them the served gate's scores have in that order
 * @param shadowRight how many the shadow's scores have
 * @param trial what the choices would have come to; {@code null} if nobody was chosen, or none of
 *     the chosen was rewarded
 */
record Round(int pairs, double servedRight, double shadowRight, @Nullable Trial trial) {

  /**
   * What the shadow's choice would have come to, from the rewards of the served gate's choice.
   *
   * <p>A chosen peer weighs p / q: the probability that the selector chooses it by the shadow's
   * scores over that by the served gate's (Horvitz and Thompson 1952).
   *
   * @param earned the mean reward of the chosen peers that were rewarded
   * @param weight their weights, summed up, by the number of chosen peers
   * @param weighted their weights times rewards, summed up, by the number of chosen peers
   * @param covered the weights of all chosen peers, by their number
   */
  record Trial(double earned, double weight, double weighted, double covered) {}

  /** Compares two gates' scores of the same uids with what these earned. */
  static Round of(GateScores served, GateScores shadow, float[] rewards, @Nullable Trial trial) {
    int pairs = 0;
    double servedRight = 0;
    double shadowRight = 0;
    for (int i = 0; i < rewards.length; i++) {
      for (int j = 0; j < rewards.length; j++) {
        if (rewards[i] > rewards[j]) {
          pairs++;
          servedRight += right(served.scoreAt(i), served.scoreAt(j));
          shadowRight += right(shadow.scoreAt(i), shadow.scoreAt(j));
        }
      }
    }
    return new Round(pairs, servedRight, shadowRight, trial);
  }

  private static double right(float better, float worse) {
    return better > worse ? 1 : better == worse ? 0.5 : 0;
  }

  /**
   * Weighs a choice that was made.
   *
   * @param chosen with the propensities of the served gate's scores
   * @param probabilities how probable each choice would be by the shadow's scores, by uid; who is
   *     absent would not be chosen
   * @return {@code null} if none of the chosen was rewarded
   */
  static @Nullable Trial trial(
      Selection chosen, Map<Integer, Float> rewards, Map<Integer, Double> probabilities) {
    int k = chosen.choices().size();
    double covered = 0;
    double earned = 0;
    double weight = 0;
    double weighted = 0;
    int rewarded = 0;
    for (Selection.Choice choice : chosen.choices()) {
      double w = probabilities.getOrDefault(choice.uid(), 0.0) / choice.propensity() / k;
      covered += w;
      Float reward = rewards.get(choice.uid());
      if (reward != null) {
        rewarded++;
        earned += reward;
        weight += w;
        weighted += w * reward;
      }
    }
    return rewarded == 0 ? null : new Trial(earned / rewarded, weight, weighted, covered);
  }
}
