package org.gatehouse.formats.torch;

import java.nio.ByteBuffer;

/** The field of a directory entry that holds the numbers that do not fit 32 bits. */
final class Zip64Extra {

  private static final int ID = 1;
  private static final long ELSEWHERE = 0xFFFF_FFFFL;

  private Zip64Extra() {}

  /**
   * Returns size, stored size and offset with those filled in that stand elsewhere; one that is
   * nowhere is -1.
   */
  static long[] resolve(ByteBuffer extra, long... numbers) {
    ByteBuffer field = ByteBuffer.allocate(0);
    while (extra.remaining() >= 4) {
      int id = Short.toUnsignedInt(extra.getShort());
      int length = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
      if (id == ID) {
        field = extra.slice(extra.position(), length).order(extra.order());
      }
      extra.position(extra.position() + length);
    }
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == ELSEWHERE) {
        numbers[i] = field.remaining() < Long.BYTES ? -1 : field.getLong();
      }
    }
    return numbers;
  }
}
