package org.gatehouse.engine.tensorflow.head;

import java.util.Arrays;

/**
 * Stochastic gradient descent with momentum on the softmax loss of a linear layer, in plain double
 * precision and as the formulas are written, to compare a head with.
 */
final class SgdReference {

  private final int hidden;
  private final boolean accumulates;

  /** One row per uid; the last column is the bias, whose input is always 1. */
  private double[][] parameters;

  private double[][] velocities;
  private double[][] sums;

  SgdReference(HeadState start, int hidden, GradientAccumulation accumulation) {
    this.hidden = hidden;
    accumulates = accumulation == GradientAccumulation.UPSTREAM;
    parameters = new double[start.numUids()][hidden + 1];
    velocities = new double[start.numUids()][hidden + 1];
    sums = new double[start.numUids()][hidden + 1];
    for (int uid = 0; uid < start.numUids(); uid++) {
      begin(start, uid);
    }
  }

  private void begin(HeadState rows, int uid) {
    for (int i = 0; i < hidden; i++) {
      parameters[uid][i] = rows.weight()[uid * hidden + i];
    }
    parameters[uid][hidden] = rows.bias()[uid];
    velocities[uid] = new double[hidden + 1];
    sums[uid] = new double[hidden + 1];
  }

  /** Takes over a row that begins anew and, if there are more of them now, those at the end. */
  void reset(HeadState rows, int uid) {
    int before = parameters.length;
    parameters = grown(parameters, rows.numUids());
    velocities = grown(velocities, rows.numUids());
    sums = grown(sums, rows.numUids());
    for (int added = before; added < rows.numUids(); added++) {
      begin(rows, added);
    }
    begin(rows, uid);
  }

  private double[][] grown(double[][] rows, int numUids) {
    double[][] grown = new double[numUids][hidden + 1];
    System.arraycopy(rows, 0, grown, 0, rows.length);
    return grown;
  }

  /** Takes one step and returns the loss before it. */
  double step(float[] representation, int[] uids, float[] rewards, Descent how) {
    int k = uids.length;
    double[] scores = new double[k];
    for (int i = 0; i < k; i++) {
      scores[i] = score(uids[i], representation);
    }
    double[] p = softmax(scores);
    double[] wanted = new double[k];
    Arrays.setAll(wanted, i -> rewards[i] / (double) how.rewardTemperature());
    double[] q = softmax(wanted);
    double loss = 0;
    for (int i = 0; i < k; i++) {
      loss += (p[i] - q[i]) * (p[i] - q[i]) / k;
    }
    double scale = how.gradientScale() == GradientScale.K_SQUARED ? (double) k * k : 1;
    double[][] gradient = new double[parameters.length][hidden + 1];
    for (int i = 0; i < k; i++) {
      double byScore = 0;
      for (int j = 0; j < k; j++) {
        double jacobian = p[j] * ((i == j ? 1 : 0) - p[i]);
        byScore += 2 * (p[j] - q[j]) / k * jacobian;
      }
      for (int c = 0; c <= hidden; c++) {
        gradient[uids[i]][c] += scale * byScore * (c < hidden ? representation[c] : 1);
      }
    }
    for (int uid = 0; uid < parameters.length; uid++) {
      for (int c = 0; c <= hidden; c++) {
        sums[uid][c] += gradient[uid][c];
        double applied = accumulates ? sums[uid][c] : gradient[uid][c];
        velocities[uid][c] = how.momentum() * velocities[uid][c] + applied;
        parameters[uid][c] -= how.learningRate() * velocities[uid][c];
      }
    }
    return loss;
  }

  double score(int uid, float[] representation) {
    double score = parameters[uid][hidden];
    for (int i = 0; i < hidden; i++) {
      score += parameters[uid][i] * representation[i];
    }
    return score;
  }

  private static double[] softmax(double[] values) {
    double sum = Arrays.stream(values).map(Math::exp).sum();
    return Arrays.stream(values).map(value -> Math.exp(value) / sum).toArray();
  }

  float[] weight() {
    return matrix(parameters);
  }

  float[] bias() {
    return column(parameters);
  }

  float[] weightVelocity() {
    return matrix(velocities);
  }

  float[] biasVelocity() {
    return column(velocities);
  }

  float[] weightGradient() {
    return matrix(sums);
  }

  private float[] matrix(double[][] rows) {
    float[] values = new float[rows.length * hidden];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows[i / hidden][i % hidden];
    }
    return values;
  }

  private float[] column(double[][] rows) {
    float[] values = new float[rows.length];
    for (int uid = 0; uid < values.length; uid++) {
      values[uid] = (float) rows[uid][hidden];
    }
    return values;
  }
}
