package com.example.gating.hashing;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.SnapshotException;

/**
 * A message as numbers, of which only those are kept that are not 0.
 *
 * <p>The number at position 0 is always 1, so that a row of weights holds its own bias; the others
 * have length 1 together, or 0 if the message has no words. Immutable and safe for use by many
 * threads.
 */
final class Features {

  private final int[] positions;
  private final float[] values;

  private Features(int[] positions, float[] values) {
    this.positions = positions;
    this.values = values;
  }

  /**
   * Returns the features of these counts.
   *
   * @param counts shape [dimension]; position 0 is ignored
   */
  static Features of(float[] counts) {
    double squares = 0;
    for (int i = 1; i < counts.length; i++) {
      squares += (double) counts[i] * counts[i];
    }
    int[] positions =
        IntStream.range(0, counts.length).filter(i -> i == 0 || counts[i] != 0).toArray();
    float[] values = new float[positions.length];
    values[0] = 1;
    for (int i = 1; i < positions.length; i++) {
      values[i] = (float) (counts[positions[i]] / Math.sqrt(squares));
    }
    return new Features(positions, values);
  }

  /** Returns these features as bytes: each position, then each number. */
  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(8 * positions.length);
    IntStream.of(positions).forEach(bytes::putInt);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  /**
   * Reads features from bytes.
   *
   * @param dimension what every position has to be below
   * @throws SnapshotException if they are not such features
   */
  static Features ofBytes(byte[] bytes, int dimension) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int[] positions = new int[bytes.length / 8];
    float[] values = new float[positions.length];
    in.asIntBuffer().get(positions);
    in.position(4 * positions.length).slice().asFloatBuffer().get(values);
    if (bytes.length == 0
        || bytes.length % 8 != 0
        || IntStream.of(positions).anyMatch(p -> p < 0 || p >= dimension)) {
      throw new SnapshotException(
          "expected positions below "
              + dimension
              + " and as many numbers, found "
              + bytes.length
              + " bytes of something else");
    }
    return new Features(positions, values);
  }

  /** Returns the product with a row of weights, shape [dimension]. */
  double dot(float[] weights) {
    double sum = 0;
    for (int i = 0; i < positions.length; i++) {
      sum += (double) values[i] * weights[positions[i]];
    }
    return sum;
  }

  /** Returns the sum of the squares of all numbers: 2, or 1 for a message without words. */
  double squares() {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }

  /** Adds a multiple of these features to a row, shape [dimension]. */
  void addTo(float[] row, double factor) {
    for (int i = 0; i < positions.length; i++) {
      row[positions[i]] += (float) (factor * values[i]);
    }
  }
}
