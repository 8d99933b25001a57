package org.gatehouse.gating.bandit;

/** How many rewards there were, their mean and their variance. For use by one thread at a time. */
final class RewardMoments {

  private long count;
  private double mean;
  private double squares;

  /**
   * Moments of that many rewards.
   *
   * @param squares the sum of squared differences to the mean
   */
  RewardMoments(long count, double mean, double squares) {
    this.count = count;
    this.mean = mean;
    this.squares = squares;
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

  long count() {
    return count;
  }

  double mean() {
    return mean;
  }

  double squares() {
    return squares;
  }

  /** Returns the variance of rewards; 1 as long as they do not differ. */
  double variance() {
    return squares > 0 ? squares / count : 1;
  }
}
