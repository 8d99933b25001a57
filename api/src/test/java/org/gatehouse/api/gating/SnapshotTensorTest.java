package org.gatehouse.api.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotTensorTest {

  @Test
  void valuesOfEveryTypeComeBack() {
    float[] floats = {1.5f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, 3};
    double[] doubles = {Math.PI, -0.0};
    long[] longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE};

    assertThat(SnapshotTensor.floats(floats, 2, 3).toFloats()).containsExactly(floats);
    assertThat(SnapshotTensor.doubles(doubles, 2).toDoubles()).containsExactly(doubles);
    assertThat(SnapshotTensor.longs(longs, 3, 1).toLongs()).containsExactly(longs);
  }

  @Test
  void bytesAreLittleEndianAndRowMajor() {
    ByteBuffer bytes = SnapshotTensor.longs(new long[] {1, 2}, 2).bytes();

    assertThat(bytes.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    byte[] found = new byte[16];
    bytes.get(found);
    assertThat(found).containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void bytesOfAnyBufferAreCopiedFromItsPositionOn() {
    ByteBuffer source = ByteBuffer.allocateDirect(6).order(ByteOrder.BIG_ENDIAN);
    source.put(new byte[] {9, 9, 0, 0, (byte) 0x80, 0x3f}).position(2);
    SnapshotTensor tensor = SnapshotTensor.of(SnapshotTensor.Type.F32, List.of(), source);

    source.put(5, (byte) 0);

    assertThat(tensor.toFloats()).containsExactly(1f);
    assertThat(source.position()).isEqualTo(2);
    assertThat(tensor.shape()).isEmpty();
    assertThat(tensor.type()).isEqualTo(SnapshotTensor.Type.F32);
  }

  @Test
  void nobodyCanChangeTheValues() {
    float[] values = {1};
    SnapshotTensor tensor = SnapshotTensor.floats(values, 1);

    values[0] = 9;
    tensor.toFloats()[0] = 9;
    tensor.bytes().position(4);

    assertThat(tensor.toFloats()).containsExactly(1);
    assertThatThrownBy(() -> tensor.bytes().put(0, (byte) 1))
        .isInstanceOf(ReadOnlyBufferException.class);
    assertThatThrownBy(() -> tensor.shape().set(0, 2))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void equalityIsByTypeShapeAndBits() {
    SnapshotTensor tensor = SnapshotTensor.floats(new float[] {1, Float.NaN}, 2);

    assertThat(tensor).isEqualTo(SnapshotTensor.floats(new float[] {1, Float.NaN}, 2));
    assertThat(tensor).hasSameHashCodeAs(SnapshotTensor.floats(new float[] {1, Float.NaN}, 2));
    assertThat(tensor).isNotEqualTo(SnapshotTensor.floats(new float[] {1, Float.NaN}, 1, 2));
    assertThat(tensor)
        .isNotEqualTo(SnapshotTensor.of(SnapshotTensor.Type.I64, List.of(1), tensor.bytes()));
    assertThat(SnapshotTensor.floats(new float[] {0f}, 1))
        .isNotEqualTo(SnapshotTensor.floats(new float[] {-0f}, 1));
    assertThat(tensor).hasToString("F32[2]");
  }

  @Test
  void aShapeThatDisagreesWithTheBytesIsRefused() {
    assertThatThrownBy(() -> SnapshotTensor.floats(new float[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("F32[2, 3] takes 24 bytes, found 20");
    assertThatThrownBy(() -> SnapshotTensor.floats(new float[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("F32[] takes 4 bytes, found 0");
    assertThatThrownBy(() -> SnapshotTensor.doubles(new double[1], -1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected sizes of at least 0, found shape [-1, -1]");
  }

  @Test
  void aShapeBeyondAllMemoryIsRefusedLikeAnyOther() {
    int max = Integer.MAX_VALUE;

    assertThatThrownBy(
            () ->
                SnapshotTensor.of(
                    SnapshotTensor.Type.F64, List.of(max, max, max), ByteBuffer.allocate(8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "F64[2147483647, 2147483647, 2147483647] takes 79228162403583873202826248184 bytes,"
                + " found 8");
    assertThat(
            SnapshotTensor.of(
                    SnapshotTensor.Type.U8, List.of(max, max, max, 0), ByteBuffer.allocate(0))
                .shape())
        .hasSize(4);
  }

  @Test
  void readingAsAnotherTypeIsRefused() {
    SnapshotTensor tensor = SnapshotTensor.floats(new float[2], 2);

    assertThatThrownBy(tensor::toDoubles)
        .isInstanceOf(SnapshotException.class)
        .hasMessage("expected a tensor of F64, found F32[2]");
    assertThatThrownBy(tensor::toLongs)
        .isInstanceOf(SnapshotException.class)
        .hasMessage("expected a tensor of I64, found F32[2]");
    assertThatThrownBy(() -> SnapshotTensor.longs(new long[1], 1).toFloats())
        .isInstanceOf(SnapshotException.class)
        .hasMessage("expected a tensor of F32, found I64[1]");
  }
}
