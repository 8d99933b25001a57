package org.gatehouse.gating.bandit;

import java.util.Arrays;

/**
 * What follows from the regressions of all peers, in rows side by side: whoever scores thousands of
 * peers waits for memory, which is read fastest in a row. For use by one thread at a time, or by
 * many that change nothing.
 */
final class PeerRows {

  private final int features;

  /** Shape [numUids][features]. */
  private double[] weights;

  /** The lower triangles, shape [numUids][products of features]. */
  private float[] covariances;

  /** Shape [numUids][{@link Variances.Evidence#LENGTH}]; strangers say nothing. */
  private double[] evidence;

  /** Rows of strangers. */
  PeerRows(int features, int numUids) {
    this.features = features;
    this.weights = new double[numUids * features];
    this.covariances = new float[numUids * Symmetric.size(features)];
    this.evidence = new double[numUids * Variances.Evidence.LENGTH];
  }

  /** Writes down what follows for a peer. */
  void put(int uid, Regression regression, Variances.Evidence says) {
    regression.copyWeights(weights, uid * features);
    int size = Symmetric.size(features);
    regression.copyCovariance(covariances, uid * size);
    putEvidence(uid, says.numbers());
  }

  private void putEvidence(int uid, double[] numbers) {
    System.arraycopy(numbers, 0, evidence, uid * numbers.length, numbers.length);
  }

  /** Makes a peer a stranger. */
  void clear(int uid) {
    putEvidence(uid, Variances.Evidence.NONE.numbers());
  }

  /** Has room for so many. */
  void resize(int numUids) {
    weights = Arrays.copyOf(weights, numUids * features);
    covariances = Arrays.copyOf(covariances, numUids * Symmetric.size(features));
    evidence = Arrays.copyOf(evidence, numUids * Variances.Evidence.LENGTH);
  }

  /** Returns what a peer that is known earns beyond anybody. */
  double mean(int uid, double[] x) {
    return Vectors.dot(weights, uid * features, x);
  }

  /** Returns the part of that which is the same for all messages. */
  double constant(int uid) {
    return weights[uid * features];
  }

  /**
   * Returns the variance of what a peer that is known earns.
   *
   * @param products the {@linkplain Symmetric#products products} of x
   */
  double variance(int uid, float[] products) {
    return Math.max(0, Vectors.dot(covariances, uid * products.length, products));
  }

  /** Returns what a peer says of the variances. */
  double[] evidence(int uid) {
    int length = Variances.Evidence.LENGTH;
    return Arrays.copyOfRange(evidence, uid * length, (uid + 1) * length);
  }

  /** Returns what all say of the variances. */
  Variances.Evidence evidence() {
    double[] sums = new double[Variances.Evidence.LENGTH];
    for (int at = 0; at < evidence.length; at += sums.length) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += evidence[at + i];
      }
    }
    return Variances.Evidence.of(sums);
  }
}
