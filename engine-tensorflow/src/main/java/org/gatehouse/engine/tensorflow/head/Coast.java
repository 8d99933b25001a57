package org.gatehouse.engine.tensorflow.head;

/**
 * What momentum does to a row that no step selects: with the velocity V and the weight W of its
 * last touch, n steps leave it at m^n V and W - lr (m + m^2 + ... + m^n) V. That is stochastic
 * gradient descent with momentum, V = m V + g and W = W - lr V, without the gradients.
 *
 * <p>Factors are computed in double precision, by the one implementation of the power that is the
 * same everywhere.
 *
 * @param learningRate lr, at least 0
 * @param momentum m, in [0, 1)
 */
record Coast(float learningRate, float momentum) {

  /** The share of a velocity below which the rest of the way is not gone. */
  private static final double NEGLIGIBLE = 0x1p-40;

  /** Returns m^n, the share of the velocity that is left after n steps. */
  double decay(long steps) {
    return StrictMath.pow(momentum, (double) steps);
  }

  /** Returns lr m (1 - m^n) / (1 - m), how many velocities the weight moved down in n steps. */
  double drift(long steps) {
    double m = momentum;
    return learningRate * m * (1 - decay(steps)) / (1 - m);
  }

  /** Returns for how many steps a row coasts: the least n with m^n < 2^-40. */
  long lifetime() {
    if (momentum == 0) {
      return 1;
    }
    long steps =
        Math.max(1, (long) Math.ceil(StrictMath.log(NEGLIGIBLE) / StrictMath.log(momentum)));
    while (decay(steps) >= NEGLIGIBLE) {
      steps++;
    }
    while (steps > 1 && decay(steps - 1) < NEGLIGIBLE) {
      steps--;
    }
    return steps;
  }
}
