package org.gatehouse.benchmarks.sidebyside.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProductsTest {

  @Test
  void ofAnEncoderAreAsManyOperationsAsItsShapeHas() {
    double operations =
        TransformerShape.MINILM.products(64).stream().mapToDouble(Products::operations).sum();

    double dense = 2.0 * 64 * 384 * (4 * 384 + 2 * 1536);
    double attention = 2 * 2.0 * 64 * 64 * 384;
    assertThat(operations).isEqualTo(6 * (dense + attention));
  }
}
