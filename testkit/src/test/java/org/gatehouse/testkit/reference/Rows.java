package org.gatehouse.testkit.reference;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A linear layer and its velocity: per uid a row of weights with the bias at its end.
 *
 * @param weight shape [numUids, WIDTH]
 * @param velocity shape [numUids, WIDTH]
 */
record Rows(double[][] weight, double[][] velocity) {

  static final int WIDTH = HashedWords.DIMENSION + 1;

  static Rows zeros(int numUids) {
    return new Rows(new double[numUids][WIDTH], new double[numUids][WIDTH]);
  }

  /** Returns these rows and others of zeros, up to a size. */
  Rows grown(int numUids) {
    Rows grown = zeros(numUids);
    for (int uid = 0; uid < weight.length; uid++) {
      grown.weight[uid] = weight[uid];
      grown.velocity[uid] = velocity[uid];
    }
    return grown;
  }

  /** Returns the weights that a uid begins with after so many resets. */
  static double[] fresh(long seed, int uid, long resets) {
    SplittableRandom random =
        new SplittableRandom(
            new SplittableRandom(seed ^ (uid * 0x9E3779B97F4A7C15L)).nextLong() + resets);
    double[] row = new double[WIDTH];
    Arrays.setAll(row, i -> 0.4 * random.nextDouble() - 0.2);
    return row;
  }

  double score(int uid, double[] representation) {
    double score = weight[uid][WIDTH - 1];
    for (int i = 0; i < representation.length; i++) {
      score += weight[uid][i] * representation[i];
    }
    return score;
  }

  static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  static double[][] unflat(double[] values) {
    double[][] rows = new double[values.length / WIDTH][];
    Arrays.setAll(rows, uid -> Arrays.copyOfRange(values, uid * WIDTH, (uid + 1) * WIDTH));
    return rows;
  }
}
