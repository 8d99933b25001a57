package org.gatehouse.engine.tensorflow.head;

/**
 * How a training step is taken: by stochastic gradient descent with momentum on the {@linkplain
 * SoftmaxLoss softmax loss}.
 *
 * @param learningRate the step length, at least 0
 * @param momentum the share of the last update that is carried into the next, in [0, 1)
 * @param rewardTemperature the divisor of the rewards in their softmax, above 0
 * @param gradientScale what the gradient is multiplied by
 */
public record Descent(
    float learningRate, float momentum, float rewardTemperature, GradientScale gradientScale) {

  /** Returns the steps of the original: of the plain rewards and the plain gradient. */
  public static Descent original(float learningRate, float momentum) {
    return new Descent(learningRate, momentum, 1, GradientScale.NONE);
  }

  /** Whether every number is finite and in its range. */
  public boolean isValid() {
    return learningRate >= 0
        && Float.isFinite(learningRate)
        && momentum >= 0
        && momentum < 1
        && rewardTemperature > 0
        && Float.isFinite(rewardTemperature);
  }

  /** Returns what a row coasts by after such a step. */
  Coast coast() {
    return new Coast(learningRate, momentum);
  }
}
