package org.gatehouse.formats;

import java.util.List;

/**
 * What a file says about one tensor, without its values.
 *
 * @param name unique within its file
 * @param dtype the type of each element
 * @param shape the dimensions, outermost first, none negative; empty for a scalar
 */
public record TensorInfo(String name, DType dtype, List<Long> shape) {

  /**
   * Checks that the size in bytes can be told.
   *
   * @throws IllegalArgumentException if a dimension is negative or the size exceeds 2^63 - 1 bytes
   */
  public TensorInfo {
    shape = List.copyOf(shape);
    try {
      Math.multiplyExact(product(shape), (long) dtype.byteSize());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "expected a size below 2^63 bytes, found shape " + shape + " of " + dtype, e);
    }
  }

  /** Returns the number of elements: the product of the shape, 1 for a scalar. */
  public long elementCount() {
    return product(shape);
  }

  /** Returns the bytes that all elements take. */
  public long byteCount() {
    return product(shape) * dtype.byteSize();
  }

  private static long product(List<Long> shape) {
    long product = 1;
    for (long dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException(
            "expected dimensions of 0 or more, found shape " + shape);
      }
      product = Math.multiplyExact(product, dimension);
    }
    return product;
  }
}
