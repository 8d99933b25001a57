package org.gatehouse.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TensorInfoTest {

  @Test
  void countsElementsAndBytes() {
    TensorInfo info = new TensorInfo("a", DType.F32, List.of(2L, 3L));
    assertThat(info.elementCount()).isEqualTo(6);
    assertThat(info.byteCount()).isEqualTo(24);
  }

  @Test
  void aScalarHasOneElementAndAnEmptyTensorNone() {
    assertThat(new TensorInfo("a", DType.F64, List.of()).byteCount()).isEqualTo(8);
    assertThat(new TensorInfo("a", DType.F64, List.of(0L, 4L)).byteCount()).isZero();
  }

  @Test
  void aSizeThatOverflowsIsRefused() {
    assertThatThrownBy(() -> new TensorInfo("a", DType.U8, List.of(1L << 32, 1L << 31)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a size below 2^63 bytes, found shape [4294967296, 2147483648] of U8");
    assertThatThrownBy(() -> new TensorInfo("a", DType.F64, List.of(1L << 60)))
        .hasMessage("expected a size below 2^63 bytes, found shape [1152921504606846976] of F64");
  }

  @Test
  void aNegativeDimensionIsRefused() {
    assertThatThrownBy(() -> new TensorInfo("a", DType.U8, List.of(-1L, -1L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected dimensions of 0 or more, found shape [-1, -1]");
  }

  @Test
  void laterChangesOfTheShapeDoNotShow() {
    List<Long> shape = new ArrayList<>(List.of(2L));
    TensorInfo info = new TensorInfo("a", DType.U8, shape);
    shape.set(0, 9L);
    assertThat(info.shape()).containsExactly(2L);
  }
}
