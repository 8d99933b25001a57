package org.gatehouse.gating.bandit;

import java.util.Arrays;

/**
 * The first two moments of the representations that were learned from, which say in which
 * directions messages differ. For use by one thread at a time.
 */
final class Inputs {

  private final double[] mean;
  private final double[] scatter;
  private long count;

  private Inputs(long count, double[] mean, double[] scatter) {
    this.count = count;
    this.mean = mean;
    this.scatter = scatter;
  }

  /** Nothing seen. */
  static Inputs none(int dimension) {
    return new Inputs(0, new double[dimension], new double[Symmetric.size(dimension)]);
  }

  /** Takes a representation into account (Welford 1962). */
  void add(float[] representation) {
    count++;
    double[] difference = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      difference[i] = representation[i] - mean[i];
      mean[i] += difference[i] / count;
    }
    Symmetric.addOuter(scatter, (count - 1.0) / count, difference);
  }

  long count() {
    return count;
  }

  double[] mean() {
    return mean.clone();
  }

  /** Puts the covariance times x into {@code product}. */
  void covarianceTimes(double[] x, double[] product) {
    Symmetric.multiply(scatter, x, product);
    Arrays.setAll(product, i -> product[i] / count);
  }

  void write(Tensors.Writer to) {
    to.longs("inputs.count", new long[] {count});
    to.doubles("inputs.mean", mean);
    to.doubles("inputs.scatter", scatter);
  }

  static Inputs read(Tensors.Reader from, int dimension) {
    return new Inputs(
        from.longs("inputs.count", 1)[0],
        from.doubles("inputs.mean", dimension),
        from.doubles("inputs.scatter", Symmetric.size(dimension)));
  }
}
