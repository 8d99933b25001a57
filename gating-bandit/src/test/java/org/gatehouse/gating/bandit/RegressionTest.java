package org.gatehouse.gating.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RegressionTest {

  private static final double[] ONE = {1};

  @Test
  void oneWeightIsTheShrunkMean() {
    Regression regression = new Regression(1);
    for (double reward : new double[] {2, 4, 3}) {
      regression.add(ONE, reward, 1);
    }
    regression.conclude(0.5, 0.25, 1);

    // Precision 3 / 0.5 + 1 / 0.25 = 10; the mean of the three counts 6 of 10.
    assertThat(regression.variance(ONE)).isCloseTo(0.1, within(1e-12));
    assertThat(regression.mean(ONE)).isCloseTo(3 * 0.6, within(1e-12));
    assertThat(regression.count()).isEqualTo(3);
  }

  @Test
  void halfTheWeightCountsHalf() {
    Regression twice = new Regression(1);
    twice.add(ONE, 1, 0.5);
    twice.add(ONE, 1, 0.5);
    Regression once = new Regression(1);
    once.add(ONE, 1, 1);
    twice.conclude(1, 1, 1);
    once.conclude(1, 1, 1);

    assertThat(twice.mean(ONE)).isCloseTo(once.mean(ONE), within(1e-12));
    assertThat(twice.variance(ONE)).isCloseTo(once.variance(ONE), within(1e-12));
  }

  @Test
  void itFindsTheLineBehindNoisyRewards() {
    Random random = new Random(2);
    Regression regression = new Regression(3);
    for (int i = 0; i < 2000; i++) {
      double[] x = {1, random.nextGaussian(), random.nextGaussian()};
      regression.add(x, 0.3 + 0.7 * x[1] - 0.2 * x[2] + 0.1 * random.nextGaussian(), 1);
    }
    regression.conclude(0.01, 1, 1);

    assertThat(regression.mean(new double[] {1, 0, 0})).isCloseTo(0.3, within(0.01));
    assertThat(regression.mean(new double[] {1, 1, 0})).isCloseTo(1.0, within(0.01));
    assertThat(regression.mean(new double[] {1, 0, 1})).isCloseTo(0.1, within(0.01));
    Variances.Evidence said = regression.says(1, 1, 1);
    assertThat(said.noise() / said.noiseKnown()).isCloseTo(0.01, within(0.001));
  }

  @Test
  void turningTheFeaturesChangesNothingThatIsExpected() {
    Random random = new Random(3);
    Regression before = new Regression(3);
    Regression after = new Regression(3);
    double cos = Math.cos(0.7);
    double sin = Math.sin(0.7);
    double[][] turn = {{1, 0, 0}, {0, cos, -sin}, {0, sin, cos}};
    for (int i = 0; i < 50; i++) {
      double[] x = {1, random.nextGaussian(), random.nextGaussian()};
      double reward = random.nextDouble();
      before.add(x, reward, 1);
      after.add(x, reward, 1);
    }
    after.turn(turn);
    before.conclude(0.5, 0.2, 0.3);
    after.conclude(0.5, 0.2, 0.3);

    double[] x = {1, 0.4, -1.1};
    double[] turned = {1, cos * 0.4 + sin * 1.1, sin * 0.4 - cos * 1.1};
    assertThat(after.mean(turned)).isCloseTo(before.mean(x), within(1e-10));
    assertThat(after.variance(turned)).isCloseTo(before.variance(x), within(1e-10));
  }
}
