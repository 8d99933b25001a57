package org.gatehouse.gating.bandit;

/** How far events were from what was expected of them. For use by one thread at a time. */
final class EventMoments {

  private double squares;
  private long count;

  private EventMoments(double squares, long count) {
    this.squares = squares;
    this.count = count;
  }

  /** There was none. */
  static EventMoments none() {
    return new EventMoments(0, 0);
  }

  /** Takes an event into account: its deviation, and the variance with which that is known. */
  void add(double deviation, double variance) {
    squares += deviation * deviation + variance;
    count++;
  }

  /** Returns the sum of their expected squares. */
  double squares() {
    return squares;
  }

  long count() {
    return count;
  }

  void write(Tensors.Writer to) {
    to.doubles("events.squares", new double[] {squares});
    to.longs("events.count", new long[] {count});
  }

  static EventMoments read(Tensors.Reader from) {
    return new EventMoments(
        Math.max(0, from.doubles("events.squares", 1)[0]), from.longs("events.count", 1)[0]);
  }
}
