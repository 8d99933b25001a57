package org.gatehouse.testkit.reference;

/**
 * The mean of (softmax(scores) - softmax(rewards))^2 over the asked peers.
 *
 * @param value the loss
 * @param gradient its derivative by each score
 */
record Loss(double value, double[] gradient) {

  static Loss of(double[] scores, double[] rewards) {
    int k = scores.length;
    double[] p = softmax(scores);
    double[] q = softmax(rewards);
    double value = 0;
    double mean = 0;
    for (int i = 0; i < k; i++) {
      value += (p[i] - q[i]) * (p[i] - q[i]) / k;
      mean += p[i] * 2 * (p[i] - q[i]) / k;
    }
    double[] gradient = new double[k];
    for (int i = 0; i < k; i++) {
      gradient[i] = p[i] * (2 * (p[i] - q[i]) / k - mean);
    }
    return new Loss(value, gradient);
  }

  private static double[] softmax(double[] values) {
    double[] powers = new double[values.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      powers[i] = Math.exp(values[i]);
      sum += powers[i];
    }
    for (int i = 0; i < powers.length; i++) {
      powers[i] /= sum;
    }
    return powers;
  }
}
