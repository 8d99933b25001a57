package org.gatehouse.formats;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;

/**
 * The named tensors of one checkpoint.
 *
 * <p>Any number of threads may read at the same time. A name that the checkpoint lacks is refused
 * with a {@link FormatException}; once the source is closed, {@link #bytes} and {@link #floats}
 * throw {@link IllegalStateException}.
 */
public interface TensorSource extends AutoCloseable {

  /** Returns the path of the file, or what the caller called the stream; for messages. */
  String origin();

  /** Returns every tensor's description by name, unmodifiable, in the order of the file. */
  Map<String, TensorInfo> tensors();

  /**
   * Returns the elements of one tensor in row-major order, exactly {@link TensorInfo#byteCount}
   * bytes, as a read-only little-endian buffer of the caller's own (position and limit are not
   * shared).
   *
   * @throws FormatException if there is no such tensor or it is too large for one buffer
   */
  ByteBuffer bytes(String name);

  /** Frees what the source holds; closing twice does nothing. */
  @Override
  void close();

  /** Returns the names of all tensors, unmodifiable, in the order of the file. */
  default Set<String> names() {
    return tensors().keySet();
  }

  /**
   * Returns what the file says about one tensor.
   *
   * @throws FormatException if there is no such tensor
   */
  default TensorInfo info(String name) {
    TensorInfo info = tensors().get(name);
    if (info == null) {
      throw new FormatException(
          origin(),
          "expected a tensor named '%s', found %d tensors%s"
              .formatted(
                  name,
                  tensors().size(),
                  names().stream().findFirst().map(n -> ", the first is '" + n + "'").orElse("")));
    }
    return info;
  }

  /**
   * Returns the elements of one F32, F16 or BF16 tensor in row-major order; the two short types are
   * widened, which loses nothing.
   *
   * @throws FormatException if there is no such tensor, it has another dtype or is too large
   */
  default float[] floats(String name) {
    TensorInfo info = info(name);
    return switch (info.dtype()) {
      case F32 -> FloatElements.ofF32(bytes(name));
      case F16 -> FloatElements.ofF16(bytes(name));
      case BF16 -> FloatElements.ofBf16(bytes(name));
      case F64, I64, I32, I16, I8, U64, U32, U16, U8, BOOL, F8_E4M3, F8_E5M2 ->
          throw new FormatException(
              origin(), "tensor '" + name + "': expected F32, F16 or BF16, found " + info.dtype());
    };
  }
}
