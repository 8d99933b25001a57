package org.gatehouse.gating.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VectorsTest {

  private final Random random = new Random(1);

  @Test
  void everyElementCountsOnceWhateverTheLength() {
    for (int length = 0; length <= 40; length++) {
      for (int from : new int[] {0, 3}) {
        double[] a = random.doubles(length + 5, -1, 1).toArray();
        double[] b = random.doubles(length, -1, 1).toArray();
        float[] floatA = floats(a);
        float[] floatB = floats(b);
        double sum = 0;
        for (int i = 0; i < length; i++) {
          sum += a[from + i] * b[i];
        }
        assertThat(Vectors.dot(a, from, b)).isCloseTo(sum, within(1e-12));
        assertThat((double) Vectors.dot(floatA, from, floatB)).isCloseTo(sum, within(1e-5));
      }
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
