package org.gatehouse.api.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExceedanceTest {

  private static double[] probabilities(float[] means, float[] deviations, int k) {
    return new Exceedance(means, deviations).probabilities(k);
  }

  @Test
  void ofTwoPeersTheBetterIsTakenAsOftenAsItExceedsTheMiddle() {
    double[] p = probabilities(new float[] {1, 0}, new float[] {0.5f, 0.5f}, 1);

    // One standard deviation above the threshold: the normal distribution function of 1.
    assertThat(p[0]).isCloseTo(0.841345, within(2e-4));
    assertThat(p[1]).isCloseTo(0.158655, within(2e-4));
  }

  @Test
  void whoIsLessCertainIsTriedMoreOften() {
    float[] means = {0.9f, 0.5f, 0.5f, 0.5f};
    double[] p = probabilities(means, new float[] {0.01f, 0.3f, 0.1f, 0.001f}, 1);

    assertThat(p[0]).isGreaterThan(p[1]);
    assertThat(p[1]).isGreaterThan(p[2]);
    assertThat(p[2]).isGreaterThan(p[3]);
  }

  @Test
  void withoutUncertaintyTheBestAreTakenAndTiesShare() {
    double[] p = probabilities(new float[] {3, 1, 1, 0}, new float[4], 2);

    assertThat(p).containsExactly(new double[] {1, 0.5, 0.5, 0}, within(1e-9));
  }

  @Test
  void probabilitiesAreSoundForValuesOfAnySize() {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 3000; round++) {
      int n = 1 + random.nextInt(60);
      int k = 1 + random.nextInt(n);
      double size = Math.pow(10, random.nextInt(-30, 31));
      double width = Math.pow(10, random.nextInt(-12, 4));
      float[] means = new float[n];
      float[] deviations = new float[n];
      for (int i = 0; i < n; i++) {
        means[i] = i % 4 == 3 ? means[i - 1] : (float) (random.nextDouble(-1, 1) * size);
        deviations[i] = random.nextInt(5) == 0 ? 0 : (float) (random.nextDouble() * width * size);
      }
      double[] p = probabilities(means, deviations, k);
      String what = k + " of " + Arrays.toString(means) + " +- " + Arrays.toString(deviations);

      assertThat(DoubleStream.of(p).sum()).as(what).isCloseTo(k, within(1e-9 * k));
      assertThat(DoubleStream.of(p).filter(x -> !(x >= 0 && x <= 1))).as(what).isEmpty();
    }
  }

  @Test
  void withManyPeersTheyAreTheChancesToBeAmongTheBest() {
    int n = 200;
    int k = 5;
    Random random = new Random(5);
    float[] means = new float[n];
    float[] deviations = new float[n];
    for (int i = 0; i < n; i++) {
      means[i] = (float) random.nextGaussian();
      deviations[i] = 0.2f + random.nextFloat();
    }
    double[] counted = new double[n];
    int draws = 20_000;
    for (int draw = 0; draw < draws; draw++) {
      double[] values = new double[n];
      Arrays.setAll(values, i -> means[i] + deviations[i] * random.nextGaussian());
      IntStream.range(0, n)
          .boxed()
          .sorted((a, b) -> Double.compare(values[b], values[a]))
          .limit(k)
          .forEach(i -> counted[i] += 1.0 / draws);
    }

    assertThat(probabilities(means, deviations, k)).containsExactly(counted, within(0.04));
  }
}
