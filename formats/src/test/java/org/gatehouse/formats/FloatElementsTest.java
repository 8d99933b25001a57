package org.gatehouse.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

final class FloatElementsTest {

  @Test
  void everyHalfPrecisionNumberIsWidenedExactly() {
    float[] widened = FloatElements.ofF16(allShorts());
    for (int bits = 0; bits < 1 << 16; bits++) {
      Double expected = half(bits);
      assertThat(Double.valueOf(widened[bits])).as("0x%04x", bits).isEqualTo(expected);
      assertThat(Float.floatToRawIntBits(widened[bits]) >>> 31)
          .as("sign of 0x%04x", bits)
          .isEqualTo(bits >>> 15);
    }
  }

  @Test
  void aBrainFloatIsTheUpperHalfOfAFloat() {
    float[] widened = FloatElements.ofBf16(allShorts());
    for (int bits = 0; bits < 1 << 16; bits++) {
      assertThat(Float.floatToRawIntBits(widened[bits])).isEqualTo(bits << 16);
    }
  }

  private static ByteBuffer allShorts() {
    ByteBuffer bytes = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits = 0; bits < 1 << 16; bits++) {
      bytes.putShort((short) bits);
    }
    return bytes.flip();
  }

  /** The definition of IEEE 754 binary16, in doubles. */
  private static double half(int bits) {
    double sign = bits >>> 15 == 0 ? 1 : -1;
    int exponent = (bits >>> 10) & 31;
    double fraction = (bits & 1023) / 1024.0;
    if (exponent == 31) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? sign * fraction * Math.pow(2, -14)
        : sign * (1 + fraction) * Math.pow(2, exponent - 15);
  }
}
