package org.gatehouse.host.replay;

import java.util.function.ToDoubleFunction;
import org.gatehouse.host.replay.report.Rewards;
import org.gatehouse.host.replay.statistics.Series;

/** What everybody earned at each event; for use by one thread. */
final class RewardSeries {

  final Series selected = new Series();
  final Series random = new Series();
  final Series runningMean = new Series();
  final Series runningMeanUcb = new Series();
  final Series bestFixed = new Series();
  final Series oracle = new Series();

  /** Returns the means of the events from {@code start} (inclusive) to {@code end} (exclusive). */
  Rewards mean(int start, int end) {
    return map(series -> series.mean(start, end));
  }

  /** Returns a number of each series. */
  Rewards map(ToDoubleFunction<Series> number) {
    return new Rewards(
        number.applyAsDouble(selected),
        number.applyAsDouble(random),
        number.applyAsDouble(runningMean),
        number.applyAsDouble(runningMeanUcb),
        number.applyAsDouble(bestFixed),
        number.applyAsDouble(oracle));
  }
}
