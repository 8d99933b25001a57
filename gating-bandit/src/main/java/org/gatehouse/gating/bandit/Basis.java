package org.gatehouse.gating.bandit;

import java.util.Arrays;
import java.util.Random;
import org.gatehouse.api.gating.SnapshotException;

/**
 * The directions in which messages differ most, and where a message lies along them: features of
 * mean 0 and, all together, of variance 1, after a constant 1. Immutable.
 *
 * @param centre the representation with all features 0, shape [dimension]
 * @param directions orthonormal, shape [components][dimension]
 * @param scale what the distance along a direction is multiplied by
 */
record Basis(double[] centre, double[][] directions, double scale) {

  private static final int ITERATIONS = 15;
  private static final int FIRST_ITERATIONS = 30;
  private static final double LEAST_VARIANCE = 1e-9;

  /** The least variance of messages, as a share of the square of their mean. */
  private static final double LEAST_SPREAD = 1e-3;

  /** What is left of a direction after others were removed is rounding, if it is less than that. */
  private static final double LEAST_SHARE = 1e-9;

  /** The first coordinates, until something is known of messages. */
  static Basis first(int components, int dimension) {
    double[][] directions = new double[components][dimension];
    for (int i = 0; i < components; i++) {
      directions[i][i] = 1;
    }
    return new Basis(new double[dimension], directions, Math.sqrt((double) dimension / components));
  }

  /** Returns how many features there are, the constant included. */
  int size() {
    return directions.length + 1;
  }

  /** Returns the features of a message, the constant first. */
  double[] features(float[] representation) {
    double[] features = new double[size()];
    features[0] = 1;
    for (int i = 0; i < directions.length; i++) {
      double sum = 0;
      double[] direction = directions[i];
      for (int j = 0; j < direction.length; j++) {
        sum += direction[j] * (representation[j] - centre[j]);
      }
      features[i + 1] = scale * sum;
    }
    return features;
  }

  /**
   * Returns the principal directions of what was seen, by orthogonal iteration from these (Golub
   * and Van Loan 2013, section 8.2.4).
   *
   * @param first whether these are not principal directions yet
   */
  Basis renewed(Inputs seen, boolean first) {
    int dimension = centre.length;
    double[][] next = new double[directions.length][];
    for (int i = 0; i < next.length; i++) {
      // What messages never had a part in would stay as it is, so the first coordinates are no
      // start.
      boolean anew = first || Vectors.dot(directions[i], directions[i]) == 0;
      next[i] = anew ? new Random(i).doubles(dimension, -1, 1).toArray() : directions[i].clone();
    }
    int iterations = first ? FIRST_ITERATIONS : ITERATIONS;
    double[] product = new double[dimension];
    for (int iteration = 0; iteration < iterations; iteration++) {
      for (double[] direction : next) {
        seen.covarianceTimes(direction, product);
        System.arraycopy(product, 0, direction, 0, dimension);
      }
      orthonormalise(next);
    }
    double variance = 0;
    for (double[] direction : next) {
      seen.covarianceTimes(direction, product);
      variance += Math.max(Vectors.dot(direction, product), LEAST_VARIANCE);
    }
    // Messages that hardly differ must not make others look as if they were worlds apart.
    double[] mean = seen.mean();
    return new Basis(
        mean, next, 1 / Math.sqrt(Math.max(variance, LEAST_SPREAD * Vectors.dot(mean, mean))));
  }

  /** Gram and Schmidt; a direction that nothing is left of becomes zero, as do its features. */
  private static void orthonormalise(double[][] directions) {
    for (int i = 0; i < directions.length; i++) {
      double[] direction = directions[i];
      double before = Math.sqrt(Vectors.dot(direction, direction));
      for (int earlier = 0; earlier < i; earlier++) {
        double share = Vectors.dot(direction, directions[earlier]);
        for (int j = 0; j < direction.length; j++) {
          direction[j] -= share * directions[earlier][j];
        }
      }
      double length = Math.sqrt(Vectors.dot(direction, direction));
      for (int j = 0; j < direction.length; j++) {
        direction[j] = length > LEAST_SHARE * before ? direction[j] / length : 0;
      }
    }
  }

  /**
   * Returns what turns features of an earlier basis into those of this one, as far as they lie in
   * the space that both span: shape [size][size of the earlier].
   */
  double[][] from(Basis earlier) {
    double[][] turn = new double[size()][earlier.size()];
    turn[0][0] = 1;
    double[] moved = new double[centre.length];
    for (int j = 0; j < moved.length; j++) {
      moved[j] = earlier.centre[j] - centre[j];
    }
    for (int i = 0; i < directions.length; i++) {
      turn[i + 1][0] = scale * Vectors.dot(directions[i], moved);
      for (int j = 0; j < earlier.directions.length; j++) {
        turn[i + 1][j + 1] =
            scale / earlier.scale * Vectors.dot(directions[i], earlier.directions[j]);
      }
    }
    return turn;
  }

  void write(Tensors.Writer to) {
    to.doubles("basis.centre", centre);
    to.doubles(
        "basis.directions",
        Arrays.stream(directions).flatMapToDouble(Arrays::stream).toArray(),
        directions.length,
        centre.length);
    to.doubles("basis.scale", new double[] {scale});
  }

  static Basis read(Tensors.Reader from, int components, int dimension) {
    int saved = from.rows("basis.directions");
    if (saved != components) {
      throw new SnapshotException(
          "the snapshot tells messages apart in %d directions; gatehouse.gating.bandit.components makes %d"
              .formatted(saved, components));
    }
    double[] flat = from.doubles("basis.directions", components, dimension);
    double scale = from.doubles("basis.scale", 1)[0];
    if (!(scale > 0)) {
      throw new SnapshotException("tensor basis.scale: expected more than 0, found " + scale);
    }
    double[][] directions = new double[components][];
    Arrays.setAll(directions, i -> Arrays.copyOfRange(flat, i * dimension, (i + 1) * dimension));
    return new Basis(from.doubles("basis.centre", dimension), directions, scale);
  }
}
