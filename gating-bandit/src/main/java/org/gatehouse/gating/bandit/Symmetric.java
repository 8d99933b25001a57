package org.gatehouse.gating.bandit;

/**
 * Arithmetic of small symmetric matrices, of which only the lower triangle is kept, row by row: n
 * (n + 1) / 2 numbers.
 */
final class Symmetric {

  private Symmetric() {}

  /** Returns how many numbers the lower triangle of an n x n matrix has. */
  static int size(int n) {
    return n * (n + 1) / 2;
  }

  /** Returns x' M x. */
  static double quadratic(double[] m, double[] x) {
    double sum = 0;
    int at = 0;
    for (int i = 0; i < x.length; i++) {
      double row = 0;
      for (int j = 0; j < i; j++) {
        row += m[at++] * x[j];
      }
      sum += x[i] * (2 * row + m[at++] * x[i]);
    }
    return sum;
  }

  /**
   * Returns the products of a vector's elements, laid out so that {@link Vectors#dot} of any M with
   * them is x' M x.
   */
  static float[] products(double[] x) {
    float[] products = new float[size(x.length)];
    int at = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        products[at++] = (float) (2 * x[i] * x[j]);
      }
      products[at++] = (float) (x[i] * x[i]);
    }
    return products;
  }

  /** Puts M x into {@code product}. */
  static void multiply(double[] m, double[] x, double[] product) {
    int at = 0;
    for (int i = 0; i < x.length; i++) {
      double row = 0;
      for (int j = 0; j < i; j++) {
        row += m[at] * x[j];
        product[j] += m[at++] * x[i];
      }
      product[i] = row + m[at++] * x[i];
    }
  }

  /** Adds w x x' to M. */
  static void addOuter(double[] m, double weight, double[] x) {
    int at = 0;
    for (int i = 0; i < x.length; i++) {
      double scaled = weight * x[i];
      for (int j = 0; j <= i; j++) {
        m[at++] += scaled * x[j];
      }
    }
  }

  /**
   * Puts the inverse of a positive definite matrix in its place, by its Cholesky factor.
   *
   * @param n the number of rows
   */
  static void invert(double[] m, int n) {
    factor(m, n);
    invertFactor(m, n);
    // With M = L L', the inverse is K' K of K = L^-1. Element (i, j) needs rows from i on only.
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = i; k < n; k++) {
          sum += m[size(k) + i] * m[size(k) + j];
        }
        m[size(i) + j] = sum;
      }
    }
  }

  private static void factor(double[] m, int n) {
    for (int i = 0; i < n; i++) {
      int row = size(i);
      for (int j = 0; j <= i; j++) {
        int other = size(j);
        double sum = m[row + j];
        for (int k = 0; k < j; k++) {
          sum -= m[row + k] * m[other + k];
        }
        m[row + j] = i == j ? Math.sqrt(sum) : sum / m[other + j];
      }
    }
  }

  private static void invertFactor(double[] m, int n) {
    for (int j = 0; j < n; j++) {
      m[size(j) + j] = 1 / m[size(j) + j];
      for (int i = j + 1; i < n; i++) {
        int row = size(i);
        double sum = 0;
        for (int k = j; k < i; k++) {
          sum += m[row + k] * m[size(k) + j];
        }
        m[row + j] = -sum / m[row + i];
      }
    }
  }
}
