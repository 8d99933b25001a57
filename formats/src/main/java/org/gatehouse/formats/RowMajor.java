package org.gatehouse.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The order of a C array, in which the last index runs fastest. */
public final class RowMajor {

  private RowMajor() {}

  /**
   * Returns the distances between neighbours along each dimension, in elements, of an array without
   * gaps.
   */
  public static long[] strides(List<Long> shape) {
    long[] strides = new long[shape.size()];
    long stride = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= Math.max(1, shape.get(i));
    }
    return strides;
  }

  /**
   * Copies elements that lie in another order.
   *
   * @param bytes the elements, the first at the buffer's position
   * @param info their type and shape, of at most 2^31 - 9 bytes in all
   * @param strides the distances between neighbours along each dimension, in elements
   */
  public static ByteBuffer copy(ByteBuffer bytes, TensorInfo info, long[] strides) {
    int size = info.dtype().byteSize();
    ByteBuffer copy = ByteBuffer.allocate(Math.toIntExact(info.byteCount()));
    long[] index = new long[strides.length];
    long element = 0;
    for (long left = info.elementCount(); left > 0; left--) {
      int from = bytes.position() + Math.toIntExact(element * size);
      copy.put(copy.position(), bytes, from, size).position(copy.position() + size);
      for (int d = strides.length - 1; d >= 0; d--) {
        element += strides[d];
        if (++index[d] < info.shape().get(d)) {
          break;
        }
        element -= strides[d] * index[d];
        index[d] = 0;
      }
    }
    return copy.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }
}
