package org.gatehouse.host.replay.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BandTest {

  private static final double[] EVENTS = {10, 20, 30, 40};

  @Test
  void aTrailingMeanIsOverTheLastWindows() {
    Band band = Band.trailing(List.of(new double[] {10, 10, 40, 40}), EVENTS, 2, 7);
    assertThat(band.middle()).containsExactly(1, 0.5, 1.5, 1.5);
  }

  @Test
  void severalRunsAreAveragedAndSpanTheBand() {
    Band band = Band.total(List.of(new double[] {1, 2}, new double[] {3, 6}), 2, 7);
    assertThat(band.middle()).containsExactly(2, 4);
    assertThat(band.low()).containsExactly(1, 2);
    assertThat(band.high()).containsExactly(3, 6);
  }

  @Test
  void aSingleRunIsResampledByWindows() {
    Random random = new Random(3);
    double[] sums = new double[100];
    double[] events = IntStream.rangeClosed(1, 100).mapToDouble(i -> i).toArray();
    for (int i = 0; i < sums.length; i++) {
      sums[i] = (i == 0 ? 0 : sums[i - 1]) + random.nextDouble();
    }
    Band band = Band.trailing(List.of(sums), events, 25, 7);
    assertThat(band.low()[99]).isBetween(band.middle()[99] - 0.2, band.middle()[99] - 0.05);
    assertThat(band.high()[99]).isBetween(band.middle()[99] + 0.05, band.middle()[99] + 0.2);
    Band total = Band.total(List.of(sums), 100, 7);
    assertThat(total.high()[99] - total.low()[99]).isBetween(8.0, 15.0);
  }

  @Test
  void twoWindowsSayNothingOfChance() {
    Band band = Band.trailing(List.of(new double[] {10, 30, 40, 45}), EVENTS, 4, 7);
    assertThat(band.low()[1]).isNaN();
    assertThat(band.low()[2]).isFinite();
    assertThat(Band.mean(new double[] {1, 2}, 7).low()).isNaN();
  }
}
