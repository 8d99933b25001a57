package org.gatehouse.api.selection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The built-in designs. */
final class InclusionDesigns {

  private InclusionDesigns() {}

  /** The k best, ties by uid, for certain. */
  static double[] topK(float[] scores, int k) {
    double[] probabilities = new double[scores.length];
    int[] order = descending(scores);
    for (int i = 0; i < k; i++) {
      probabilities[order[i]] = 1;
    }
    return probabilities;
  }

  /** Everybody alike. */
  static double[] uniform(float[] scores, int k) {
    double[] probabilities = new double[scores.length];
    Arrays.fill(probabilities, (double) k / scores.length);
    return probabilities;
  }

  /**
   * A mixture: a share {@code epsilon} of the places is given away uniformly, the rest to the best.
   */
  static InclusionDesign epsilonGreedy(double epsilon) {
    return (scores, k) -> {
      double[] best = topK(scores, k);
      double[] any = uniform(scores, k);
      return IntStream.range(0, scores.length)
          .mapToDouble(i -> (1 - epsilon) * best[i] + epsilon * any[i])
          .toArray();
    };
  }

  /**
   * Probabilities proportional to exp(score / temperature), each capped at 1.
   *
   * <p>Candidates are taken from the best on: while the best of the rest would get more than 1, it
   * is capped and the remaining places are shared among the others (the
   * probability-proportional-to-size rule of survey sampling, Särndal et al. 1992, §3.6). Weights
   * are computed from differences of scores, so that neither large scores nor low temperatures cost
   * precision.
   */
  static InclusionDesign softmax(double temperature) {
    return (scores, k) -> {
      int n = scores.length;
      int[] order = descending(scores);
      // rest[i]: the sum of the weights from i on, in units of the weight of i; from 1 to n - i.
      double[] rest = new double[n];
      rest[n - 1] = 1;
      for (int i = n - 2; i >= 0; i--) {
        rest[i] = 1 + rest[i + 1] * weight(scores[order[i + 1]], scores[order[i]], temperature);
      }
      double[] probabilities = new double[n];
      int capped = 0;
      while (capped < k && k - capped >= rest[capped]) {
        probabilities[order[capped++]] = 1;
      }
      for (int i = capped; i < n && capped < k; i++) {
        double weight = weight(scores[order[i]], scores[order[capped]], temperature);
        probabilities[order[i]] = (k - capped) * weight / rest[capped];
      }
      return probabilities;
    };
  }

  /** Returns the weight of a score, in units of that of a score at least as high; at most 1. */
  private static double weight(float score, float higher, double temperature) {
    return Math.exp(((double) score - higher) / temperature);
  }

  private static int[] descending(float[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> 0.0 - scores[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
