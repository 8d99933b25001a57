package org.gatehouse.gating.bandit;

/**
 * How many rewards there were, their mean and their variance, counted from the first one, so that
 * rewards that are all far from 0 are learned like any others. For use by one thread at a time.
 */
final class RewardMoments {

  /**
   * So many standard deviations a reward may be off, so that a broken one does not set the scale.
   */
  private static final double MOST_DEVIATIONS = 10;

  /** Before so many rewards nobody knows what is usual. */
  private static final long FEW = 20;

  private long count;
  private double origin;
  private double mean;
  private double squares;

  private RewardMoments(long count, double origin, double mean, double squares) {
    this.count = count;
    this.origin = origin;
    this.mean = mean;
    this.squares = squares;
  }

  /** There was none. */
  static RewardMoments none() {
    return new RewardMoments(0, 0, 0, 0);
  }

  /**
   * Takes a reward into account (Welford 1962).
   *
   * @return the reward from the origin on, no further from the mean than is believable
   */
  double add(double reward) {
    if (count == 0) {
      origin = reward;
    }
    double own = reward - origin;
    if (count >= FEW && squares > 0) {
      double most = MOST_DEVIATIONS * Math.sqrt(variance());
      own = Math.max(mean - most, Math.min(mean + most, own));
    }
    count++;
    double difference = own - mean;
    mean += difference / count;
    squares += difference * (own - mean);
    return own;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Returns the mean from the origin on. */
  double mean() {
    return mean;
  }

  /** Returns what rewards are counted from: the first one, or 0. */
  double origin() {
    return origin;
  }

  /** Returns whether rewards differ, so that their variance is known. */
  boolean differ() {
    return squares > 0;
  }

  /** Returns the variance of rewards; 1 as long as they do not differ. */
  double variance() {
    return squares > 0 ? squares / count : 1;
  }

  void write(Tensors.Writer to) {
    to.longs("rewards.count", new long[] {count});
    to.doubles("rewards.moments", new double[] {origin, mean, squares});
  }

  static RewardMoments read(Tensors.Reader from) {
    double[] moments = from.doubles("rewards.moments", 3);
    return new RewardMoments(
        from.longs("rewards.count", 1)[0], moments[0], moments[1], Math.max(0, moments[2]));
  }
}
