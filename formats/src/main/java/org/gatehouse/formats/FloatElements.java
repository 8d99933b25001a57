package org.gatehouse.formats;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/** Turns little-endian elements into floats. */
final class FloatElements {
  private FloatElements() {}

  static float[] ofF32(ByteBuffer bytes) {
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  static float[] ofF16(ByteBuffer bytes) {
    ShortBuffer halves = bytes.asShortBuffer();
    float[] values = new float[halves.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = widenHalf(halves.get(i));
    }
    return values;
  }

  static float[] ofBf16(ByteBuffer bytes) {
    ShortBuffer halves = bytes.asShortBuffer();
    float[] values = new float[halves.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(halves.get(i) << 16);
    }
    return values;
  }

  private static float widenHalf(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1f;
    int mantissa = half & 0x3ff;
    if (exponent == 0) {
      // Zero and subnormals: the mantissa counts steps of 2^-24, exact in a float.
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(mantissa * 0x1p-24f));
    }
    // Re-biased from 15 to 127; all ones stay all ones (infinity and NaN).
    int widened = exponent == 0x1f ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | (widened << 23) | (mantissa << 13));
  }
}
