package org.gatehouse.api.selection;

import java.util.Arrays;

/**
 * How probable it is that normally distributed values exceed a threshold, which is such that k of
 * them are expected to.
 *
 * <p>With many peers the k-th best value hardly varies, and the probability to exceed it is that of
 * being among the k best. The distribution function is the logistic one of Bowling et al. (2009),
 * which is off by 1.4e-4 at most.
 */
final class Exceedance {

  /** The threshold is found as soon as the expected number is off by no more than this. */
  private static final double TOLERANCE = 1e-9;

  private static final int MOST_STEPS = 200;

  /** Who is that many standard deviations off is certain: the function is 0 or 1 there. */
  private static final double CERTAIN = 9;

  /** What is known for certain still has a width, this share of the range, so that ties share. */
  private static final double NARROWEST = 1e-9;

  private final float[] means;
  private final double[] deviations;
  private final double lowest;
  private final double highest;

  Exceedance(float[] means, float[] deviations) {
    this.means = means;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (float mean : means) {
      least = Math.min(least, mean);
      most = Math.max(most, mean);
    }
    double scale = Math.max(most - least, Math.max(Math.abs(least), Math.abs(most)));
    double narrowest = Math.max(Double.MIN_NORMAL, scale * NARROWEST);
    this.deviations = new double[means.length];
    double widest = 0;
    for (int i = 0; i < means.length; i++) {
      this.deviations[i] = Math.max(deviations[i], narrowest);
      widest = Math.max(widest, this.deviations[i]);
    }
    this.lowest = least - CERTAIN * widest;
    this.highest = most + CERTAIN * widest;
  }

  /** Returns the probabilities at the threshold that k are expected to exceed; they sum to k. */
  double[] probabilities(int k) {
    // At low all exceed the threshold, at high nobody.
    double low = lowest;
    double high = highest;
    double[] atLow = at(low);
    double[] atHigh = at(high);
    double tooMany = Arrays.stream(atLow).sum() - k;
    double tooFew = k - Arrays.stream(atHigh).sum();
    for (int step = 0; step < MOST_STEPS && tooMany > TOLERANCE && tooFew > TOLERANCE; step++) {
      double middle = between(low, high, step % 2 == 0 ? tooMany / (tooMany + tooFew) : 0.5);
      if (middle <= low || middle >= high) {
        break;
      }
      double[] atMiddle = at(middle);
      double excess = Arrays.stream(atMiddle).sum() - k;
      if (excess >= 0) {
        low = middle;
        atLow = atMiddle;
        tooMany = excess;
      } else {
        high = middle;
        atHigh = atMiddle;
        tooFew = -excess;
      }
    }
    // Between neighbouring thresholds the probabilities are as good as linear.
    return tooMany <= 0
        ? atLow
        : InclusionDesigns.mixed(atLow, atHigh, tooMany / (tooMany + tooFew));
  }

  private static double between(double low, double high, double share) {
    return low + (high - low) * share;
  }

  private double[] at(double threshold) {
    double[] probabilities = new double[means.length];
    for (int i = 0; i < probabilities.length; i++) {
      double x = (means[i] - threshold) / deviations[i];
      probabilities[i] =
          Math.abs(x) >= CERTAIN
              ? (x > 0 ? 1 : 0)
              : 1 / (1 + Math.exp(-x * (1.5976 + 0.070565992 * x * x)));
    }
    return probabilities;
  }
}
