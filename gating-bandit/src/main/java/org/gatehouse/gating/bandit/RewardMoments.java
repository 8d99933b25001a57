package org.gatehouse.gating.bandit;

/** How many rewards there were, their mean and their variance. For use by one thread at a time. */
final class RewardMoments {

  private long count;
  private double mean;
  private double squares;

  private RewardMoments(long count, double mean, double squares) {
    this.count = count;
    this.mean = mean;
    this.squares = squares;
  }

  /** There was none. */
  static RewardMoments none() {
    return new RewardMoments(0, 0, 0);
  }

  /** Takes a reward into account (Welford 1962). */
  void add(double reward) {
    count++;
    double difference = reward - mean;
    mean += difference / count;
    squares += difference * (reward - mean);
  }

  boolean isEmpty() {
    return count == 0;
  }

  double mean() {
    return mean;
  }

  /** Returns the variance of rewards; 1 as long as they do not differ. */
  double variance() {
    return squares > 0 ? squares / count : 1;
  }

  void write(Tensors.Writer to) {
    to.longs("rewards.count", new long[] {count});
    to.doubles("rewards.moments", new double[] {mean, squares});
  }

  static RewardMoments read(Tensors.Reader from) {
    double[] moments = from.doubles("rewards.moments", 2);
    return new RewardMoments(from.longs("rewards.count", 1)[0], moments[0], moments[1]);
  }
}
