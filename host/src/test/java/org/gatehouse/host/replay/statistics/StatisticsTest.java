package org.gatehouse.host.replay.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class StatisticsTest {

  @Nested
  class Histograms {

    private static Histogram of(double... values) {
      Series series = new Series();
      for (double value : values) {
        series.add(value);
      }
      return Histogram.of(series);
    }

    @Test
    void rangesEndAtPowersOfTheSquareRootOfTwo() {
      assertThat(of(1, 2, 1.5).bars())
          .satisfiesExactly(
              bar -> {
                assertThat(bar.to()).isEqualTo(1);
                assertThat(bar.count()).isEqualTo(1);
              },
              bar -> assertThat(bar.count()).isZero(),
              bar -> {
                assertThat(bar.from()).isCloseTo(Math.sqrt(2), within(1e-12));
                assertThat(bar.to()).isEqualTo(2);
                assertThat(bar.count()).isEqualTo(2);
              });
    }

    @Test
    void nothingHasNoBars() {
      assertThat(of().bars()).isEmpty();
    }

    @Test
    void noTimeAtAllCountsAsAlmostNone() {
      assertThat(of(0).bars()).singleElement().extracting(Histogram.Bar::count).isEqualTo(1L);
    }
  }

  @Nested
  class Calibrations {

    private final Calibration calibration = new Calibration(1);

    @Test
    void binsHoldEquallyManyPairsInOrderOfThePrediction() {
      for (int i = 20; i >= 1; i--) {
        calibration.add(i, 0.5f, 2 * i);
      }
      assertThat(calibration.bins())
          .hasSize(10)
          .startsWith(new Calibration.Bin(2, 1.5, 3, 1, 0.5))
          .endsWith(new Calibration.Bin(2, 19.5, 39, 1, 0.5));
    }

    @Test
    void fewPairsHaveABinEach() {
      calibration.add(1, Float.NaN, 0.25);
      assertThat(calibration.bins()).containsExactly(new Calibration.Bin(1, 1, 0.25, 0, null));
      assertThat(new Calibration(1).bins()).isEmpty();
    }

    @Test
    void tooManyPairsAreSampledUniformly() {
      Random random = new Random(2);
      for (int i = 0; i < 300_000; i++) {
        calibration.add(random.nextFloat(), Float.NaN, i < 150_000 ? 0 : 1);
      }
      assertThat(calibration.bins()).extracting(Calibration.Bin::count).containsOnly(10_000L);
      assertThat(calibration.bins())
          .allSatisfy(bin -> assertThat(bin.earned()).isBetween(0.47, 0.53));
    }
  }
}
