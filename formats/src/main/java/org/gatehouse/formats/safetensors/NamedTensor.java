package org.gatehouse.formats.safetensors;

import java.nio.ByteBuffer;
import org.gatehouse.formats.TensorInfo;

/**
 * A tensor to write: its description and its elements.
 *
 * @param info the name, dtype and shape
 * @param data the elements in row-major order, little endian, from position to limit; kept as a
 *     read-only view, so they must not change until they are written
 */
public record NamedTensor(TensorInfo info, ByteBuffer data) {

  /**
   * Checks that the data fit the description.
   *
   * @throws IllegalArgumentException if there are more or fewer bytes than {@link
   *     TensorInfo#byteCount}
   */
  public NamedTensor {
    if (data.remaining() != info.byteCount()) {
      throw new IllegalArgumentException(
          "tensor '%s': expected %d bytes for %s %s, found %d"
              .formatted(
                  info.name(), info.byteCount(), info.dtype(), info.shape(), data.remaining()));
    }
    data = data.slice().asReadOnlyBuffer();
  }

  /** Returns the elements as a view of its own: reading it moves nobody else's position. */
  @Override
  public ByteBuffer data() {
    return data.duplicate();
  }
}
