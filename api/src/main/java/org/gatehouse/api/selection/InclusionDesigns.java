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
   * probability-proportional-to-size rule of survey sampling, Särndal et al. 1992, §3.6). In
   * logarithms, so that no weight underflows.
   */
  static InclusionDesign softmax(double temperature) {
    return (scores, k) -> {
      int n = scores.length;
      int[] order = descending(scores);
      double[] logWeights = new double[n];
      for (int i = 0; i < n; i++) {
        logWeights[i] = scores[order[i]] / temperature;
      }
      // logRest[i]: logarithm of the sum of the weights from i on.
      double[] logRest = new double[n];
      logRest[n - 1] = logWeights[n - 1];
      for (int i = n - 2; i >= 0; i--) {
        logRest[i] = logWeights[i] + Math.log1p(Math.exp(logRest[i + 1] - logWeights[i]));
      }
      double[] probabilities = new double[n];
      int capped = 0;
      while (capped < k && Math.log((double) k - capped) + logWeights[capped] >= logRest[capped]) {
        probabilities[order[capped++]] = 1;
      }
      for (int i = capped; i < n && capped < k; i++) {
        probabilities[order[i]] = (k - capped) * Math.exp(logWeights[i] - logRest[capped]);
      }
      return probabilities;
    };
  }

  private static int[] descending(float[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
