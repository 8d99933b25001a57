package org.gatehouse.formats.torch;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.formats.Elements;
import org.gatehouse.formats.RowMajor;
import org.gatehouse.formats.TensorInfo;

/**
 * A tensor in a torch file: a view of elements that stay in the file until they are asked for.
 *
 * <p>Each call of {@link #bytes} reads them; the file has to be open. Threads may share it.
 */
public final class TorchTensor implements Elements {

  private final TorchStorage storage;
  private final TensorInfo info;
  private final long[] strides;
  private final long offset;

  TorchTensor(TorchStorage storage, TensorInfo info, long[] strides, long offset) {
    this.storage = storage;
    this.info = info;
    this.strides = strides;
    this.offset = offset;
  }

  @Override
  public String origin() {
    return storage.file().origin();
  }

  @Override
  public TensorInfo info() {
    return info;
  }

  /** Returns the distances between neighbours along each dimension, in elements. */
  public List<Long> strides() {
    return Arrays.stream(strides).boxed().toList();
  }

  /** Returns the index of the first element in the storage. */
  public long offset() {
    return offset;
  }

  @Override
  public ByteBuffer bytes() {
    if (info.elementCount() == 0) {
      return storage.read(0, 0);
    }
    ByteBuffer bytes = storage.read(offset, span(info.shape(), strides));
    return isRowMajor() ? bytes : RowMajor.copy(bytes, info, strides);
  }

  private boolean isRowMajor() {
    long[] expected = RowMajor.strides(info.shape());
    for (int i = 0; i < strides.length; i++) {
      if (info.shape().get(i) > 1 && strides[i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the number of elements from the first to the last of a tensor that has some.
   *
   * @throws ArithmeticException if it exceeds 2^63 - 1
   */
  static long span(List<Long> shape, long[] strides) {
    long span = 1;
    for (int i = 0; i < strides.length; i++) {
      span = Math.addExact(span, Math.multiplyExact(shape.get(i) - 1, strides[i]));
    }
    return span;
  }

  @Override
  public String toString() {
    return "a tensor of " + info.dtype() + " " + info.shape();
  }
}
