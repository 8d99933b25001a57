package org.gatehouse.engine.tensorflow.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxLossTest {

  @Test
  void theLossIsTheMeanSquaredDifferenceOfTheTwoSoftmaxes() {
    float ln3 = (float) Math.log(3);
    SoftmaxLoss loss = SoftmaxLoss.of(new float[] {ln3, 0}, new float[] {0, ln3});
    assertThat(loss.value()).isCloseTo(0.25, within(1e-7));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 50})
  void theGradientIsThatOfCentralFiniteDifferences(int k) {
    Random random = new Random(k);
    float[] scores = grid(random, k);
    float[] rewards = grid(random, k);
    SoftmaxLoss loss = SoftmaxLoss.of(scores, rewards);
    float h = 0x1p-10f;
    for (int i = 0; i < k; i++) {
      double above = SoftmaxLoss.of(moved(scores, i, h), rewards).value();
      double below = SoftmaxLoss.of(moved(scores, i, -h), rewards).value();
      assertThat(loss.gradient()[i])
          .as("score %d of %d", i, k)
          .isCloseTo((above - below) / (2 * h), within(1e-7));
    }
    assertThat(Arrays.stream(loss.gradient()).map(Math::abs).max().orElseThrow())
        .isGreaterThan(1e-5);
    assertThat(loss.gradientNorm())
        .isCloseTo(Math.sqrt(Arrays.stream(loss.gradient()).map(g -> g * g).sum()), within(1e-15));
  }

  @Test
  void aCommonOffsetOfAllScoresChangesNothingSoTheGradientSumsToZero() {
    Random random = new Random(3);
    SoftmaxLoss loss = SoftmaxLoss.of(grid(random, 20), grid(random, 20));
    assertThat(Arrays.stream(loss.gradient()).sum()).isCloseTo(0, within(1e-16));
  }

  @Test
  void onePeerAloneHasNothingToLearn() {
    SoftmaxLoss loss = SoftmaxLoss.of(new float[] {3}, new float[] {-8});
    assertThat(loss.value()).isZero();
    assertThat(loss.gradient()).containsExactly(0);
  }

  @Test
  void equalScoresAndRewardsAreAMinimum() {
    SoftmaxLoss loss = SoftmaxLoss.of(new float[] {1, 2, 3}, new float[] {1, 2, 3});
    assertThat(loss.value()).isZero();
    assertThat(loss.gradient()).containsOnly(0);
  }

  @Test
  void extremeScoresAndRewardsStayFinite() {
    SoftmaxLoss loss =
        SoftmaxLoss.of(new float[] {1e30f, -1e30f, 0}, new float[] {-1e30f, 1e30f, 0});
    assertThat(loss.value()).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(loss.gradient()).containsExactly(new double[3], within(0.0));
    assertThat(loss.gradientNorm()).isZero();
  }

  /** Values between -2 and 2 that stay exact when moved by 2^-10. */
  private static float[] grid(Random random, int k) {
    float[] values = new float[k];
    for (int i = 0; i < k; i++) {
      values[i] = (random.nextInt(4096) - 2048) * 0x1p-10f;
    }
    return values;
  }

  private static float[] moved(float[] values, int position, float by) {
    float[] moved = values.clone();
    moved[position] += by;
    return moved;
  }
}
