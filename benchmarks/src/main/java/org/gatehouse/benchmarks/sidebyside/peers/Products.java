package org.gatehouse.benchmarks.sidebyside.peers;

/**
 * Matrix products of one shape: {@code count} times {@code batch} products of [rows, inner] and
 * [inner, columns].
 *
 * @param name what they are in a transformer
 * @param constant whether the right side is a weight, which a library may rearrange in advance
 */
public record Products(
    String name, int count, int batch, int rows, int inner, int columns, boolean constant) {

  /** Multiplications and additions of all of them. */
  public double operations() {
    return 2.0 * count * batch * rows * inner * columns;
  }

  /** Values of a left side. */
  int leftSize() {
    return batch * rows * inner;
  }

  /** Values of a right side. */
  int rightSize() {
    return batch * inner * columns;
  }

  /** The shape of a left side; weights and what they are multiplied with have no batch. */
  long[] left() {
    return constant ? new long[] {rows, inner} : new long[] {batch, rows, inner};
  }

  /** The shape of a right side. */
  long[] right() {
    return constant ? new long[] {inner, columns} : new long[] {batch, inner, columns};
  }

  /** Values that are neither all alike nor so small that arithmetic slows down. */
  static float[] values(int size, int salt) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = ((i * 31 + salt * 17) % 201 - 100) / 100f;
    }
    return values;
  }
}
