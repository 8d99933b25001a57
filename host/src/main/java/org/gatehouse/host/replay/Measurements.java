package org.gatehouse.host.replay;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.gating.TrainingStep;

/** What is measured at each event of a replay; for use by one thread. */
final class Measurements {

  private static final int WINDOWS = 100;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Series selected = new Series();
  private final Series random = new Series();
  private final Series runningMean = new Series();
  private final Series oracle = new Series();
  private final Series losses = new Series();
  private final Series forwardMillis = new Series();
  private final Series backwardMillis = new Series();
  private long resyncs;

  void forward(long nanos) {
    forwardMillis.add(nanos / NANOS_PER_MILLI);
  }

  void step(TrainingStep step, long nanos) {
    losses.add(step.loss());
    backwardMillis.add(nanos / NANOS_PER_MILLI);
  }

  void resync() {
    resyncs++;
  }

  void rewards(double ofSelected, double ofRandom, double ofRunningMean, double ofOracle) {
    selected.add(ofSelected);
    random.add(ofRandom);
    runningMean.add(ofRunningMean);
    oracle.add(ofOracle);
  }

  int events() {
    return selected.size();
  }

  Report report(Report.Labels labels, long skipped, double bestFixed) {
    boolean learned = losses.size() > 0;
    return new Report(
        labels,
        events(),
        skipped,
        resyncs,
        new Report.Rewards(
            selected.mean(), random.mean(), runningMean.mean(), bestFixed, oracle.mean()),
        learned ? loss() : null,
        latency(forwardMillis),
        learned ? latency(backwardMillis) : null,
        curve());
  }

  private Report.Loss loss() {
    int steps = losses.size();
    int tenth = Math.max(1, steps / 10);
    return new Report.Loss(losses.mean(0, tenth), losses.mean(steps - tenth, steps));
  }

  private static Report.Latency latency(Series millis) {
    return new Report.Latency(millis.percentile(0.5), millis.percentile(0.99));
  }

  private List<Report.Point> curve() {
    int window = (events() + WINDOWS - 1) / WINDOWS;
    List<Report.Point> points = new ArrayList<>();
    for (int start = 0; start < events(); start += window) {
      int end = Math.min(start + window, events());
      points.add(
          new Report.Point(
              end, selected.mean(start, end), losses.size() > 0 ? losses.mean(start, end) : null));
    }
    return points;
  }
}
