package org.gatehouse.api.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GatingSnapshotTest {

  private final SnapshotTensor weight = SnapshotTensor.floats(new float[6], 2, 3);
  private final TreeMap<Integer, String> hotkeys = new TreeMap<>(Map.of(1, "b", 0, "a"));
  private final TreeMap<String, String> attributes = new TreeMap<>(Map.of("x", "y"));
  private final TreeMap<String, SnapshotTensor> tensors =
      new TreeMap<>(Map.of("weight", weight, "bias", SnapshotTensor.floats(new float[2], 2)));
  private final GatingSnapshot snapshot =
      new GatingSnapshot("gate", "encoder", 1, 2L, 3, 4, 5, hotkeys, attributes, tensors);

  @Test
  void nobodyCanChangeTheMaps() {
    hotkeys.clear();
    attributes.clear();
    tensors.clear();

    assertThat(snapshot.hotkeys()).containsExactly(Map.entry(0, "a"), Map.entry(1, "b"));
    assertThat(snapshot.attributes()).hasSize(1);
    assertThat(snapshot.tensors()).hasSize(2);
    assertThatThrownBy(() -> snapshot.hotkeys().remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> snapshot.attributes().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> snapshot.tensors().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aTensorOfTheExpectedTypeAndShapeIsGiven() {
    assertThat(snapshot.tensor("weight", SnapshotTensor.Type.F32, List.of(2, 3))).isSameAs(weight);
  }

  @Test
  void aMissingTensorIsNamedWithThoseThatAreThere() {
    assertThatThrownBy(() -> snapshot.tensor("velocity", SnapshotTensor.Type.F32, List.of(2, 3)))
        .isInstanceOf(SnapshotException.class)
        .hasMessage("expected a tensor velocity of F32[2, 3], found only [bias, weight]");
  }

  @Test
  void anotherTypeOrShapeIsNamed() {
    assertThatThrownBy(() -> snapshot.tensor("weight", SnapshotTensor.Type.F64, List.of(2, 3)))
        .isInstanceOf(SnapshotException.class)
        .hasMessage("expected a tensor weight of F64[2, 3], found F32[2, 3]");
    assertThatThrownBy(() -> snapshot.tensor("weight", SnapshotTensor.Type.F32, List.of(3, 2)))
        .isInstanceOf(SnapshotException.class)
        .hasMessage("expected a tensor weight of F32[3, 2], found F32[2, 3]");
  }
}
