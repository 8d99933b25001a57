package org.gatehouse.gating.bandit;

/**
 * A Bayesian linear regression on the features of messages, in information form: what rewards said,
 * and what follows from it with the prior of the last {@link #conclude}. For use by one thread at a
 * time.
 *
 * <p>Variances and precisions are in units of the variance of rewards, weights in units of rewards.
 */
final class Regression {

  /** The sum of w x x' over the rewards, each of weight w and with the features x. */
  private final double[] information;

  /** The sum of w y x, where y is what of a reward is to be explained. */
  private final double[] evidence;

  private final double[] covariance;
  private final double[] weights;

  /** The sum of w y y. */
  private double squares;

  /** The sum of w. */
  private double weight;

  private long count;

  /** A regression that has seen nothing and concluded nothing. */
  Regression(int features) {
    this(
        new double[Symmetric.size(features)],
        new double[features],
        new double[Symmetric.size(features)],
        new double[features]);
  }

  private Regression(
      double[] information, double[] evidence, double[] covariance, double[] weights) {
    this.information = information;
    this.evidence = evidence;
    this.covariance = covariance;
    this.weights = weights;
  }

  /** Learns. */
  void add(double[] features, double target, double weightOfIt) {
    Symmetric.addOuter(information, weightOfIt, features);
    for (int i = 0; i < evidence.length; i++) {
      evidence[i] += weightOfIt * target * features[i];
    }
    squares += weightOfIt * target * target;
    weight += weightOfIt;
    count++;
  }

  /** Lets everything that was learned count less. */
  void fade(double share) {
    scale(information, share);
    scale(evidence, share);
    squares *= share;
    weight *= share;
  }

  private static void scale(double[] values, double share) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= share;
    }
  }

  /**
   * Draws the conclusions.
   *
   * @param noise the variance of a reward of weight 1
   * @param constant the prior variance of the first weight
   * @param others that of each other weight
   */
  void conclude(double noise, double constant, double others) {
    int at = 0;
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < i; j++) {
        covariance[at] = information[at] / noise;
        at++;
      }
      covariance[at] = information[at] / noise + 1 / (i == 0 ? constant : others);
      at++;
    }
    Symmetric.invert(covariance, weights.length);
    Symmetric.multiply(covariance, evidence, weights);
    scale(weights, 1 / noise);
  }

  /** Takes features of another basis from now on; concludes nothing. */
  void turn(double[][] turn) {
    int n = evidence.length;
    double[][] half = new double[n][n];
    double[] column = new double[n];
    for (int j = 0; j < n; j++) {
      // Column j of the information, as T times it.
      for (int k = 0; k < n; k++) {
        column[k] = information[k >= j ? Symmetric.size(k) + j : Symmetric.size(j) + k];
      }
      for (int i = 0; i < n; i++) {
        half[i][j] = Vectors.dot(turn[i], column);
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        information[Symmetric.size(i) + j] = Vectors.dot(half[i], turn[j]);
      }
    }
    double[] before = evidence.clone();
    for (int i = 0; i < n; i++) {
      evidence[i] = Vectors.dot(turn[i], before);
    }
  }

  /** Returns what is expected with these features. */
  double mean(double[] features) {
    return Vectors.dot(features, weights);
  }

  /** Returns the variance of that, not of a single reward. */
  double variance(double[] features) {
    return Math.max(0, Symmetric.quadratic(covariance, features));
  }

  /** Copies the weights to a place in a table. */
  void copyWeights(double[] to, int at) {
    System.arraycopy(weights, 0, to, at, weights.length);
  }

  /** Copies the lower triangle of their covariance to a place in a table, rounded. */
  void copyCovariance(float[] to, int at) {
    for (int i = 0; i < covariance.length; i++) {
      to[at + i] = (float) covariance[i];
    }
  }

  /** Returns how many rewards it has learned, faded ones too. */
  long count() {
    return count;
  }

  /** Returns what this says of the variances that it was concluded with. */
  Variances.Evidence says(double constant, double others, double unit) {
    int n = weights.length;
    double spread = 0;
    double trace = 0;
    double residual = squares;
    double[] explained = new double[n];
    Symmetric.multiply(information, weights, explained);
    for (int i = 0; i < n; i++) {
      residual += weights[i] * (explained[i] - 2 * evidence[i]);
      if (i > 0) {
        spread += weights[i] * weights[i];
        trace += covariance[Symmetric.size(i) + i];
      }
    }
    double known = 1 - covariance[0] / constant;
    double knownOthers = n - 1 - trace / others;
    return new Variances.Evidence(
        weights[0] * weights[0] / unit,
        known,
        spread / unit,
        knownOthers,
        Math.max(0, residual) / unit,
        weight - known - knownOthers);
  }

  /** Returns all numbers, for a snapshot; see {@link #of}. */
  double[] numbers() {
    double[] numbers = new double[length(weights.length)];
    int at = 0;
    for (double[] part : new double[][] {information, evidence, covariance, weights}) {
      System.arraycopy(part, 0, numbers, at, part.length);
      at += part.length;
    }
    numbers[at] = squares;
    numbers[at + 1] = weight;
    return numbers;
  }

  /** Returns how many numbers there are. */
  static int length(int features) {
    return 2 * Symmetric.size(features) + 2 * features + 2;
  }

  /**
   * Returns a regression from its numbers.
   *
   * @param numbers what {@link #numbers} returned
   */
  static Regression of(double[] numbers, int features, long count) {
    Regression regression = new Regression(features);
    int at = 0;
    for (double[] part :
        new double[][] {
          regression.information, regression.evidence, regression.covariance, regression.weights
        }) {
      System.arraycopy(numbers, at, part, 0, part.length);
      at += part.length;
    }
    regression.squares = numbers[at];
    regression.weight = numbers[at + 1];
    regression.count = count;
    return regression;
  }
}
