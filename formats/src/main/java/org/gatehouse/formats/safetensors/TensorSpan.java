package org.gatehouse.formats.safetensors;

import org.gatehouse.formats.TensorInfo;

/**
 * One tensor and the bytes it claims, counted from the end of the header.
 *
 * @param begin the first byte, 0 or more
 * @param end the byte after the last one
 */
record TensorSpan(TensorInfo info, long begin, long end) {

  /** Names the tensor and its bytes as the header gives them, for messages. */
  String description() {
    return "tensor '%s' (%s %s, data_offsets [%d, %d])"
        .formatted(info.name(), info.dtype(), info.shape(), begin, end);
  }
}
