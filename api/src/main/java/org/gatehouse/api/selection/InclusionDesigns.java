package org.gatehouse.api.selection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.GateScores;

/** The built-in designs. */
final class InclusionDesigns {

  private InclusionDesigns() {}

  /** The k best, ties by uid, for certain. */
  static double[] topK(GateScores offered, int k) {
    return best(doubles(offered.scores()), k);
  }

  /**
   * The k whose score plus some standard deviations is highest, ties by uid, for certain: the peers
   * that may well turn out to be the best (Auer 2002).
   *
   * @param confidence how many standard deviations, at least 0
   */
  static InclusionDesign upperBounds(double confidence) {
    return (offered, k) -> {
      double[] bounds = doubles(offered.scores());
      float[] deviations = deviations(offered, "ucb");
      for (int i = 0; i < bounds.length; i++) {
        bounds[i] += confidence * deviations[i];
      }
      return best(bounds, k);
    };
  }

  /**
   * As probable as it is that a peer is one of the best, if its true score is distributed normally
   * around the one that the gate expects (Thompson 1933).
   */
  static double[] thompson(GateScores offered, int k) {
    return new Exceedance(offered.scores(), deviations(offered, "thompson")).probabilities(k);
  }

  private static float[] deviations(GateScores offered, String selector) {
    return offered
        .standardDeviations()
        .orElseThrow(
            () ->
                new GatehouseException(
                    "gatehouse.selection.selector = "
                        + selector
                        + " chooses by standard deviations, and this gate gives none; expected a gate"
                        + " that does, or top-k, epsilon-greedy, softmax or uniform"));
  }

  private static double[] best(double[] scores, int k) {
    double[] probabilities = new double[scores.length];
    int[] order = descending(scores);
    for (int i = 0; i < k; i++) {
      probabilities[order[i]] = 1;
    }
    return probabilities;
  }

  /** Everybody alike. */
  static double[] uniform(GateScores offered, int k) {
    double[] probabilities = new double[offered.size()];
    Arrays.fill(probabilities, (double) k / probabilities.length);
    return probabilities;
  }

  /**
   * A mixture: a share {@code epsilon} of the places is given away uniformly, the rest as another
   * design does.
   */
  static InclusionDesign exploring(double epsilon, InclusionDesign design) {
    return (offered, k) -> mixed(design.probabilities(offered, k), uniform(offered, k), epsilon);
  }

  /**
   * Another design, but nobody is chosen with a higher probability than {@code most}, or than all
   * alike if there are too few peers for that. Who that leaves places to, the other design says: it
   * is asked for so many more that, capped, they make k.
   */
  static InclusionDesign capped(double most, InclusionDesign design) {
    return (offered, k) -> {
      double cap = Math.max(most, (double) k / offered.size());
      // The smallest number of places that gives k after the cap lies in (few, many].
      int few = k - 1;
      int many = offered.size();
      while (many - few > 1) {
        int middle = (few + many) >>> 1;
        if (Arrays.stream(atMost(cap, design.probabilities(offered, middle))).sum() < k) {
          few = middle;
        } else {
          many = middle;
        }
      }
      double[] above = atMost(cap, design.probabilities(offered, many));
      double[] below =
          few == 0 ? new double[above.length] : atMost(cap, design.probabilities(offered, few));
      double start = Arrays.stream(below).sum();
      double end = Arrays.stream(above).sum();
      return end > start ? mixed(below, above, Math.min(1, (k - start) / (end - start))) : above;
    };
  }

  private static double[] atMost(double cap, double[] probabilities) {
    return Arrays.stream(probabilities).map(p -> Math.min(p, cap)).toArray();
  }

  /** From the first, at 0, to the second, at 1. */
  static double[] mixed(double[] first, double[] second, double share) {
    return IntStream.range(0, first.length)
        .mapToDouble(i -> (1 - share) * first[i] + share * second[i])
        .toArray();
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
    return (offered, k) -> {
      float[] scores = offered.scores();
      int n = scores.length;
      int[] order = descending(doubles(scores));
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

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static int[] descending(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> 0.0 - scores[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
