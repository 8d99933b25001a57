package org.gatehouse.engine.tensorflow.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxLossTest {

  @Test
  void theLossIsTheMeanSquaredDifferenceOfTheTwoSoftmaxes() {
    float ln3 = (float) Math.log(3);
    SoftmaxLoss loss = SoftmaxLoss.of(new float[] {ln3, 0}, new float[] {0, ln3}, 1);
    assertThat(loss.value()).isCloseTo(0.25, within(1e-7));
  }

  @Test
  void aTemperatureDividesTheRewards() {
    float ln3 = (float) Math.log(3);
    float[] scores = {ln3, 0, -1};
    assertThat(SoftmaxLoss.of(scores, new float[] {0, ln3, 1}, 0.25).value())
        .isCloseTo(SoftmaxLoss.of(scores, new float[] {0, 4 * ln3, 4}, 1).value(), within(1e-15));
    // To a hundred times colder rewards the best is all there is: q = (0, 1).
    double p = 0.75;
    assertThat(SoftmaxLoss.of(new float[] {ln3, 0}, new float[] {0, ln3}, 0.01).value())
        .isCloseTo(p * p, within(1e-7));
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "5, 1", "50, 1", "2, 0.3", "5, 0.3", "5, 0.0625", "50, 4"})
  void theGradientIsThatOfCentralFiniteDifferences(int k, double temperature) {
    Random random = new Random(k);
    float[] scores = grid(random, k);
    float[] rewards = grid(random, k);
    SoftmaxLoss loss = SoftmaxLoss.of(scores, rewards, temperature);
    float h = 0x1p-10f;
    for (int i = 0; i < k; i++) {
      double above = SoftmaxLoss.of(moved(scores, i, h), rewards, temperature).value();
      double below = SoftmaxLoss.of(moved(scores, i, -h), rewards, temperature).value();
      assertThat(loss.gradient()[i])
          .as("score %d of %d", i, k)
          .isCloseTo((above - below) / (2 * h), within(1e-7));
    }
    assertThat(Arrays.stream(loss.gradient()).map(Math::abs).max().orElseThrow())
        .isGreaterThan(1e-5);
    assertThat(loss.gradientNorm())
        .isCloseTo(Math.sqrt(Arrays.stream(loss.gradient()).map(g -> g * g).sum()), within(1e-15));
  }

  /** An error of the softmax, p - q, is the same for any k, where all peers score alike. */
  @ParameterizedTest
  @ValueSource(ints = {2, 5, 50})
  void scaledByKSquaredTheGradientDoesNotShrinkWithTheNumberOfPeers(int k) {
    float[] rewards = new float[k];
    rewards[0] = 1;
    SoftmaxLoss loss = SoftmaxLoss.of(new float[k], rewards, 1);
    SoftmaxLoss scaled = loss.scaled(GradientScale.K_SQUARED);
    double wanted = Math.E / (Math.E + k - 1);
    assertThat(scaled.gradient()[0]).isCloseTo(2 * (1.0 / k - wanted), within(1e-15));
    assertThat(scaled.value()).isEqualTo(loss.value());
    assertThat(scaled.gradientNorm()).isCloseTo(k * k * loss.gradientNorm(), within(1e-15));
    assertThat(loss.scaled(GradientScale.NONE).gradient()).isEqualTo(loss.gradient());
  }

  @Test
  void aCommonOffsetOfAllScoresChangesNothingSoTheGradientSumsToZero() {
    Random random = new Random(3);
    SoftmaxLoss loss = SoftmaxLoss.of(grid(random, 20), grid(random, 20), 0.5);
    assertThat(Arrays.stream(loss.gradient()).sum()).isCloseTo(0, within(1e-16));
  }

  @Test
  void onePeerAloneHasNothingToLearn() {
    SoftmaxLoss loss = SoftmaxLoss.of(new float[] {3}, new float[] {-8}, 1);
    assertThat(loss.value()).isZero();
    assertThat(loss.gradient()).containsExactly(0);
  }

  @Test
  void equalScoresAndRewardsAreAMinimum() {
    SoftmaxLoss loss = SoftmaxLoss.of(new float[] {1, 2, 3}, new float[] {1, 2, 3}, 1);
    assertThat(loss.value()).isZero();
    assertThat(loss.gradient()).containsOnly(0);
  }

  @Test
  void extremeScoresAndRewardsStayFinite() {
    SoftmaxLoss loss =
        SoftmaxLoss.of(new float[] {1e30f, -1e30f, 0}, new float[] {-1e30f, 1e30f, 0}, 1e-9);
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
