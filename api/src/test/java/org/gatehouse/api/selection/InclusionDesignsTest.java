package org.gatehouse.api.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InclusionDesignsTest {

  private static final double[] TEMPERATURES = {1e-9, 1e-6, 1e-3, 0.1, 1, 10, 1e3, 1e9};

  private static void assertSound(double[] probabilities, int k, String what) {
    assertThat(DoubleStream.of(probabilities).sum()).as(what).isCloseTo(k, within(1e-9 * k));
    assertThat(DoubleStream.of(probabilities).filter(p -> !(p >= 0 && p <= 1))).as(what).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(floats = {1e-3f, 1, 1e3f, 1e30f})
  void softmaxIsSoundForScoresAndTemperaturesOfAnySize(float scale) {
    SplittableRandom random = new SplittableRandom(1);
    for (double temperature : TEMPERATURES) {
      for (int n = 1; n <= 40; n++) {
        float[] scores = new float[n];
        for (int i = 0; i < n; i++) {
          // Every third score is a tie.
          scores[i] = i % 3 == 2 ? scores[i - 1] : (float) random.nextDouble(-1, 1) * scale;
        }
        for (int k = 1; k <= n; k++) {
          double[] probabilities =
              InclusionDesigns.softmax(temperature).probabilities(Selectors.scores(scores), k);
          String what = "temperature " + temperature + ", k " + k + ", " + Arrays.toString(scores);
          assertSound(probabilities, k, what);
          for (int i = 2; i < n; i += 3) {
            assertThat(probabilities[i]).as(what).isCloseTo(probabilities[i - 1], within(1e-12));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1, -1e6f, Float.MAX_VALUE})
  void equalScoresHaveEqualChancesAtEveryTemperature(float score) {
    for (double temperature : TEMPERATURES) {
      for (int n = 1; n <= 64; n++) {
        float[] scores = new float[n];
        Arrays.fill(scores, score);
        for (int k = 1; k <= n; k++) {
          double[] probabilities =
              InclusionDesigns.softmax(temperature).probabilities(Selectors.scores(scores), k);
          assertSound(probabilities, k, "temperature " + temperature + ", k " + k + " of " + n);
          assertThat(DoubleStream.of(probabilities).distinct()).containsExactly((double) k / n);
        }
      }
    }
  }

  @Test
  void aTieBehindTheBestIsSharedAtTheLowestTemperature() {
    float[] scores = {1, 5, 1, 1, 1};

    assertThat(InclusionDesigns.softmax(1e-9).probabilities(Selectors.scores(scores), 3))
        .containsExactly(0.5, 1, 0.5, 0.5, 0.5);
  }

  @Test
  void theLowestTemperatureIsGreedyAndTheHighestIsUniform() {
    float[] scores = {0.1f, 0.3f, 0.2f, -5};

    assertThat(InclusionDesigns.softmax(1e-9).probabilities(Selectors.scores(scores), 2))
        .containsExactly(0, 1, 1, 0);
    assertThat(InclusionDesigns.softmax(1e9).probabilities(Selectors.scores(scores), 2))
        .containsExactly(new double[] {0.5, 0.5, 0.5, 0.5}, within(1e-8));
  }

  @Test
  void epsilonGreedyIsSoundForEveryEpsilon() {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 2000; round++) {
      int n = 1 + random.nextInt(50);
      int k = 1 + random.nextInt(n);
      float[] scores = new float[n];
      for (int i = 0; i < n; i++) {
        scores[i] = (float) random.nextDouble(-1, 1);
      }
      double epsilon = round == 0 ? 0 : round == 1 ? 1 : random.nextDouble();
      assertSound(
          InclusionDesigns.exploring(epsilon, InclusionDesigns::topK)
              .probabilities(Selectors.scores(scores), k),
          k,
          "" + epsilon);
    }
  }

  @Test
  void aSampleHoldsExactlyKWhateverTheRounding() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 20_000; round++) {
      int n = 1 + random.nextInt(12);
      int k = 1 + random.nextInt(n);
      float[] scores = new float[n];
      for (int i = 0; i < n; i++) {
        scores[i] = (float) random.nextDouble(-1, 1);
      }
      double[] probabilities =
          InclusionDesigns.softmax(0.3).probabilities(Selectors.scores(scores), k);
      int[] sample = DesignSelector.sample(probabilities, k, random);

      assertThat(sample).hasSize(k).doesNotHaveDuplicates();
      for (int position : sample) {
        assertThat(probabilities[position]).isPositive();
      }
    }
  }
}
