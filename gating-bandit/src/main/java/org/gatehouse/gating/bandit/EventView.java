package org.gatehouse.gating.bandit;

import java.util.ArrayList;
import java.util.List;

/**
 * An event as all who were asked see it together: what anybody earned in it, judged from what each
 * earned beyond what was expected of it. For use by one thread.
 */
final class EventView {

  private final double expected;
  private final double expectedPrecision;
  private final List<double[]> told = new ArrayList<>();
  private double sum;
  private double ownPrecision;

  /**
   * Nobody has said anything yet.
   *
   * @param expected what was expected of anybody
   * @param expectedPrecision how precisely, what makes events differ included
   */
  EventView(double expected, double expectedPrecision) {
    this.expected = expected;
    this.expectedPrecision = expectedPrecision;
  }

  /**
   * Takes a peer's word: what it earned beyond what was expected of it, and how precise that is.
   */
  void add(double beyond, double precision) {
    told.add(new double[] {beyond, precision});
    sum += precision * beyond;
    ownPrecision += precision;
  }

  /** Returns what the peers alone say. */
  double mean() {
    return sum / ownPrecision;
  }

  /** Returns how precisely the peers alone say it. */
  double ownPrecision() {
    return ownPrecision;
  }

  /** Returns how precisely it is known in all. */
  double precision() {
    return ownPrecision + expectedPrecision;
  }

  /** Returns how far the event is from what was expected. */
  double deviation() {
    return (sum - ownPrecision * expected) / precision();
  }

  /** Returns what is known in all without the word of one. */
  double without(int position) {
    double[] own = told.get(position);
    return (expectedPrecision * expected + (sum - own[1] * own[0])) / precisionWithout(position);
  }

  /** Returns how precisely that is known. */
  double precisionWithout(int position) {
    return expectedPrecision + Math.max(0, ownPrecision - told.get(position)[1]);
  }
}
