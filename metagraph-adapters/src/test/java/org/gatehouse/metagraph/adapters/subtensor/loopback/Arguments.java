package org.gatehouse.metagraph.adapters.subtensor.loopback;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the SCALE arguments of a runtime's function. */
final class Arguments {

  private final ByteBuffer in;

  Arguments(byte[] bytes) {
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  int u8() {
    return take(1);
  }

  int u16() {
    return take(2);
  }

  /** Reads a compact number below 2^30. */
  int compact() {
    int first = in.hasRemaining() ? in.get(in.position()) & 3 : 0;
    return take(first == 2 ? 4 : first + 1) >>> 2;
  }

  /** Returns how many bytes were not read. */
  int left() {
    return in.remaining();
  }

  private int take(int bytes) {
    try {
      return switch (bytes) {
        case 1 -> in.get() & 0xFF;
        case 2 -> in.getShort() & 0xFFFF;
        default -> in.getInt();
      };
    } catch (BufferUnderflowException e) {
      // What a runtime does with arguments that it cannot read.
      throw NodeError.trap();
    }
  }
}
