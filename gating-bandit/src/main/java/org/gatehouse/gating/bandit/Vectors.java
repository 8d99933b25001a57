package org.gatehouse.gating.bandit;

/**
 * Products of vectors. They are what scoring thousands of peers spends its time on: eight sums
 * each, since a single one would wait for every addition.
 */
final class Vectors {

  private Vectors() {}

  /** Returns the sum of the products of the elements of two vectors of one length. */
  static double dot(double[] a, double[] b) {
    return dot(a, 0, b);
  }

  /** Returns the sum of the products of the elements of two vectors of one length. */
  static float dot(float[] a, float[] b) {
    return dot(a, 0, b);
  }

  /** Returns the sum of the products of the elements of b and as many of a. */
  static double dot(double[] a, int from, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i <= b.length - 8; i += 8) {
      s0 += a[from + i] * b[i];
      s1 += a[from + i + 1] * b[i + 1];
      s2 += a[from + i + 2] * b[i + 2];
      s3 += a[from + i + 3] * b[i + 3];
      s4 += a[from + i + 4] * b[i + 4];
      s5 += a[from + i + 5] * b[i + 5];
      s6 += a[from + i + 6] * b[i + 6];
      s7 += a[from + i + 7] * b[i + 7];
    }
    for (; i < b.length; i++) {
      s0 += a[from + i] * b[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /** Returns the sum of the products of the elements of b and as many of a. */
  static float dot(float[] a, int from, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i <= b.length - 8; i += 8) {
      s0 += a[from + i] * b[i];
      s1 += a[from + i + 1] * b[i + 1];
      s2 += a[from + i + 2] * b[i + 2];
      s3 += a[from + i + 3] * b[i + 3];
      s4 += a[from + i + 4] * b[i + 4];
      s5 += a[from + i + 5] * b[i + 5];
      s6 += a[from + i + 6] * b[i + 6];
      s7 += a[from + i + 7] * b[i + 7];
    }
    for (; i < b.length; i++) {
      s0 += a[from + i] * b[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }
}
