package org.gatehouse.gating.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SymmetricTest {

  private final Random random = new Random(1);

  private double[] vector(int n) {
    return random.doubles(n, -1, 1).toArray();
  }

  /** A sum of more products than it has rows, so that it can be inverted. */
  private double[] definite(int n) {
    double[] m = new double[Symmetric.size(n)];
    for (int i = 0; i < 2 * n; i++) {
      Symmetric.addOuter(m, 0.5, vector(n));
    }
    return m;
  }

  private static double at(double[] m, int i, int j) {
    return i >= j ? m[Symmetric.size(i) + j] : m[Symmetric.size(j) + i];
  }

  @Test
  void productsAreThoseOfTheWholeMatrix() {
    for (int n = 1; n <= 20; n++) {
      double[] m = definite(n);
      double[] x = vector(n);
      double[] product = new double[n];
      Symmetric.multiply(m, x, product);
      double quadratic = 0;
      for (int i = 0; i < n; i++) {
        double row = 0;
        for (int j = 0; j < n; j++) {
          row += at(m, i, j) * x[j];
        }
        quadratic += row * x[i];
        assertThat(product[i]).isCloseTo(row, within(1e-12));
      }
      assertThat(Symmetric.quadratic(m, x)).isCloseTo(quadratic, within(1e-12));
      double byProducts = 0;
      for (int i = 0; i < m.length; i++) {
        byProducts += m[i] * Symmetric.products(x)[i];
      }
      assertThat(byProducts).isCloseTo(quadratic, within(1e-4));
    }
  }

  @Test
  void theInverseTimesTheMatrixIsOne() {
    for (int n = 1; n <= 20; n++) {
      double[] m = definite(n);
      double[] inverse = m.clone();
      Symmetric.invert(inverse, n);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (int k = 0; k < n; k++) {
            sum += at(m, i, k) * at(inverse, k, j);
          }
          assertThat(sum).isCloseTo(i == j ? 1 : 0, within(1e-7));
        }
      }
    }
  }
}
