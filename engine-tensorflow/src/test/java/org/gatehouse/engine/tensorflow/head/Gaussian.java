package org.gatehouse.engine.tensorflow.head;

import java.util.Random;

/** Numbers drawn from the standard normal distribution. */
final class Gaussian {

  private Gaussian() {}

  static float[] floats(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
