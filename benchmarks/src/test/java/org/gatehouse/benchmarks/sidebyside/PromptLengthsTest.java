package org.gatehouse.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PromptLengthsTest {

  private final PromptLengths lengths = PromptLengths.ofPeople();

  @Test
  void areTheSameEachTime() {
    assertThat(lengths.draw(256, 512)).isEqualTo(lengths.draw(256, 512));
  }

  @Test
  void areMostlyShortAndSometimesAsLongAsMayBe() {
    int[] drawn = lengths.draw(1000, 512);

    assertThat(Arrays.stream(drawn).max()).hasValue(512);
    assertThat(Arrays.stream(drawn).min().getAsInt()).isGreaterThanOrEqualTo(3);
    assertThat(Quartiles.of(Arrays.stream(drawn).asDoubleStream().toArray()).median())
        .isBetween(25.0, 40.0);
  }
}
