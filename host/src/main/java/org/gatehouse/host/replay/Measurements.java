package org.gatehouse.host.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.host.replay.Predictor.Prediction;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.report.Confidence;
import org.gatehouse.host.replay.report.Details;
import org.gatehouse.host.replay.report.PerEvent;
import org.gatehouse.host.replay.report.Report;
import org.gatehouse.host.replay.report.Rewards;
import org.gatehouse.host.replay.statistics.Calibration;
import org.gatehouse.host.replay.statistics.Histogram;
import org.gatehouse.host.replay.statistics.IntSeries;
import org.gatehouse.host.replay.statistics.Series;

/** What is measured at each event of a replay; for use by one thread. */
final class Measurements {

  private static final int WINDOWS = 100;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Report.Labels labels;
  private final RewardSeries rewards = new RewardSeries();
  private final Series lines = new Series();
  private final Series losses = new Series();
  private final Series forwardMillis = new Series();
  private final Series backwardMillis = new Series();
  private final IntSeries chosen = new IntSeries();
  private final IntSeries chosenEnds = new IntSeries();
  private final Tasks tasks = new Tasks();
  private final Calibration calibration;
  private final Replacements replacements = new Replacements();
  private final OffPolicyEstimator offPolicy = new OffPolicyEstimator();
  private long resyncs;

  Measurements(Report.Labels labels) {
    this.labels = labels;
    this.calibration = new Calibration(labels.seed());
  }

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

  /** Returns what follows the new peers of the network. */
  Replacements replacements() {
    return replacements;
  }

  /** Returns what estimates the rewards of a free choice. */
  OffPolicyEstimator offPolicy() {
    return offPolicy;
  }

  /**
   * Takes note of an event's choice.
   *
   * @param uids the chosen peers
   * @param predictions what the gate predicted of them, in the same order
   * @param positions where they stand in the event, likewise
   */
  void choice(Event event, Uids uids, List<Prediction> predictions, int[] positions) {
    for (int i = 0; i < positions.length; i++) {
      Prediction prediction = predictions.get(i);
      calibration.add(prediction.expected(), prediction.deviation(), event.reward(positions[i]));
      chosen.add(uids.get(i));
    }
    chosenEnds.add(chosen.size());
    lines.add((double) event.line());
    tasks.add(event.task());
    replacements.chosen(events(), event.uids(), uids);
  }

  /**
   * Takes note of what all but the best fixed choice earned at an event.
   *
   * @param runningMeanUcb the exploring running mean's
   */
  void rewards(
      double selected, double random, double runningMean, double runningMeanUcb, double oracle) {
    rewards.selected.add(selected);
    rewards.random.add(random);
    rewards.runningMean.add(runningMean);
    rewards.runningMeanUcb.add(runningMeanUcb);
    rewards.oracle.add(oracle);
  }

  /** Takes note of what the best fixed choice earned at the next of the events. */
  void bestFixed(double reward) {
    rewards.bestFixed.add(reward);
  }

  int events() {
    return rewards.selected.size();
  }

  Report report(long skipped) {
    boolean learned = losses.size() > 0;
    PerEvent perEvent = perEvent();
    return new Report(
        labels,
        events(),
        skipped,
        resyncs,
        rewards.mean(0, events()),
        learned ? loss() : null,
        latency(forwardMillis),
        learned ? latency(backwardMillis) : null,
        curve(),
        new Details(
            Confidence.of(perEvent, labels.seed()),
            windows(),
            tasks.rewards(rewards),
            replacements.report(),
            calibration.bins(),
            Histogram.of(forwardMillis),
            learned ? Histogram.of(backwardMillis) : null,
            offPolicy.report(labels.seed()),
            perEvent));
  }

  private PerEvent perEvent() {
    long[] sources = new long[events()];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = (long) lines.get(i);
    }
    return PerEvent.of(
        sources,
        rewards.selected.toArray(),
        rewards.random.toArray(),
        rewards.runningMean.toArray(),
        rewards.bestFixed.toArray());
  }

  private Report.Loss loss() {
    int steps = losses.size();
    int tenth = Math.max(1, steps / 10);
    return new Report.Loss(losses.mean(0, tenth), losses.mean(steps - tenth, steps));
  }

  private static Report.Latency latency(Series millis) {
    return new Report.Latency(millis.percentile(0.5), millis.percentile(0.99));
  }

  private int windowSize() {
    return (events() + WINDOWS - 1) / WINDOWS;
  }

  private List<Report.Point> curve() {
    List<Report.Point> points = new ArrayList<>();
    for (int start = 0; start < events(); start += windowSize()) {
      int end = Math.min(start + windowSize(), events());
      points.add(
          new Report.Point(
              end,
              rewards.selected.mean(start, end),
              losses.size() > 0 ? losses.mean(start, end) : null));
    }
    return points;
  }

  private List<Details.Window> windows() {
    List<Details.Window> windows = new ArrayList<>();
    double toOracle = 0;
    double toBestFixed = 0;
    for (int start = 0; start < events(); start += windowSize()) {
      int end = Math.min(start + windowSize(), events());
      Rewards mean = rewards.mean(start, end);
      toOracle += (end - start) * (mean.oracle() - mean.selected());
      toBestFixed += (end - start) * (mean.bestFixed() - mean.selected());
      windows.add(new Details.Window(end, mean, toOracle, toBestFixed, selections(start, end)));
    }
    return windows;
  }

  private SortedMap<Integer, Integer> selections(int start, int end) {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    int first = start == 0 ? 0 : chosenEnds.get(start - 1);
    for (int i = first; i < chosenEnds.get(end - 1); i++) {
      counts.merge(chosen.get(i), 1, Integer::sum);
    }
    return counts;
  }
}
