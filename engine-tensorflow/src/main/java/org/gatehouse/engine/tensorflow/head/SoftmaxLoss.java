package org.gatehouse.engine.tensorflow.head;

import java.util.Arrays;

/**
 * The loss of one step and its gradient with respect to the scores of the k asked peers.
 *
 * <p>With p = softmax(scores) and q = softmax(rewards / T): loss = mean over the k peers of (p -
 * q)^2, and d loss / d score_i = p_i (g_i - sum_j p_j g_j) with g = 2 (p - q) / k. For k = 1 both
 * are 0. Computed in double precision, because the gradient of a softmax over many peers is tiny.
 * For T = 1 the formula of the loss is that of the original gating model's {@code backward}.
 *
 * @param value the loss, at least 0
 * @param gradient the derivative by each score, perhaps scaled, shape [k]
 */
record SoftmaxLoss(double value, double[] gradient) {

  /**
   * Returns the loss.
   *
   * @param rewards shape [k], as the scores
   * @param temperature T, above 0
   */
  static SoftmaxLoss of(float[] scores, float[] rewards, double temperature) {
    int k = scores.length;
    double[] p = softmax(scores, 1);
    double[] q = softmax(rewards, temperature);
    double value = 0;
    double mean = 0;
    double[] gradient = new double[k];
    for (int i = 0; i < k; i++) {
      double difference = p[i] - q[i];
      value += difference * difference / k;
      gradient[i] = 2 * difference / k;
      mean += p[i] * gradient[i];
    }
    for (int i = 0; i < k; i++) {
      gradient[i] = p[i] * (gradient[i] - mean);
    }
    return new SoftmaxLoss(value, gradient);
  }

  private static double[] softmax(float[] values, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      max = Math.max(max, value);
    }
    double[] result = new double[values.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      result[i] = Math.exp((values[i] - max) / temperature);
      sum += result[i];
    }
    for (int i = 0; i < values.length; i++) {
      result[i] /= sum;
    }
    return result;
  }

  /** Returns the same loss with its gradient multiplied. */
  SoftmaxLoss scaled(GradientScale scale) {
    double factor = scale.factor(gradient.length);
    return new SoftmaxLoss(
        value, Arrays.stream(gradient).map(component -> factor * component).toArray());
  }

  /** Returns the Euclidean norm of the gradient by the scores. */
  double gradientNorm() {
    double sum = 0;
    for (double component : gradient) {
      sum += component * component;
    }
    return Math.sqrt(sum);
  }
}
