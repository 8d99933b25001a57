package org.gatehouse.host.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ReferenceTest {

  @Test
  void theDistanceIsTheLargestDifference() {
    assertThat(Reference.distance(new float[] {1, 2, 3}, new float[] {1, 2.5f, 2.75f}))
        .isEqualTo(0.5);
  }

  @Test
  void whatIsNoNumberIsNotClose() {
    assertThat(Reference.distance(new float[] {1, 2}, new float[] {Float.NaN, 2})).isNaN();
    assertThat(Reference.distance(new float[] {1, 2}, new float[] {1, Float.NaN})).isNaN();
  }

  @Test
  void theEmbeddingHasLengthOne() {
    float[] nothing = new float[384];
    Reference reference = Reference.read();
    assertThat(reference.text()).endsWith("?");
    assertThat(reference.distance(nothing)).isCloseTo(0.15, within(0.1));
  }
}
