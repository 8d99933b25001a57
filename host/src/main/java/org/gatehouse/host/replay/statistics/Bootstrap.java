package org.gatehouse.host.replay.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Confidence intervals by resampling events: the percentile bootstrap (Efron and Tibshirani 1993,
 * An Introduction to the Bootstrap, §13.3) at 95 %.
 *
 * <p>As many events as there are are drawn with replacement, 2 000 times; a quantity is computed
 * from the means over each draw, and 2.5 % of its values lie below the interval and 2.5 % above.
 * Numbers of the same event stay together, so that differences between players that saw the same
 * events are compared in pairs. Of more than 10 000 events, blocks of consecutive ones are drawn,
 * 10 000 at most. The intervals say how much hangs on which prompts came; they take what was
 * learned as given, and say nothing of another network.
 */
public final class Bootstrap {

  private static final int RESAMPLES = 2000;
  private static final int BLOCKS = 10_000;
  private static final double TAIL = 0.025;

  private Bootstrap() {}

  /**
   * Returns the interval of each quantity.
   *
   * @param columns the numbers of each event, one array for each kind, all of one length
   * @param quantities each computes a quantity from the columns' means
   * @param seed the same seed gives the same intervals
   */
  public static List<Interval> intervals(
      List<double[]> columns, List<ToDoubleFunction<double[]>> quantities, long seed) {
    int events = columns.get(0).length;
    if (events == 0) {
      return Collections.nCopies(quantities.size(), new Interval(Double.NaN, Double.NaN));
    }
    double[][] sums = columns.stream().map(Bootstrap::blocks).toArray(double[][]::new);
    int blockSize = blockSize(events);
    double[][] values = new double[quantities.size()][RESAMPLES];
    Random random = new Random(seed);
    for (int resample = 0; resample < RESAMPLES; resample++) {
      double[] means = draw(sums, events, blockSize, random);
      for (int q = 0; q < values.length; q++) {
        values[q][resample] = quantities.get(q).applyAsDouble(means);
      }
    }
    List<Interval> intervals = new ArrayList<>();
    for (double[] ofQuantity : values) {
      intervals.add(interval(ofQuantity));
    }
    return intervals;
  }

  private static int blockSize(int events) {
    return (events + BLOCKS - 1) / BLOCKS;
  }

  /** Returns the sums of blocks of consecutive values. */
  private static double[] blocks(double[] values) {
    int size = blockSize(values.length);
    double[] sums = new double[(values.length + size - 1) / size];
    for (int i = 0; i < values.length; i++) {
      sums[i / size] += values[i];
    }
    return sums;
  }

  private static double[] draw(double[][] sums, int events, int blockSize, Random random) {
    int blocks = sums[0].length;
    double[] means = new double[sums.length];
    long drawn = 0;
    for (int i = 0; i < blocks; i++) {
      int block = random.nextInt(blocks);
      for (int column = 0; column < sums.length; column++) {
        means[column] += sums[column][block];
      }
      drawn += Math.min(blockSize, events - (long) block * blockSize);
    }
    for (int column = 0; column < means.length; column++) {
      means[column] /= drawn;
    }
    return means;
  }

  private static Interval interval(double[] values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return new Interval(Double.NaN, Double.NaN);
    }
    return new Interval(
        sorted[(int) Math.ceil(TAIL * sorted.length) - 1],
        sorted[(int) Math.ceil((1 - TAIL) * sorted.length) - 1]);
  }
}
