package org.gatehouse.gating.bandit;

import org.gatehouse.api.gating.SnapshotException;

/**
 * How large is what tells rewards apart, in units of their variance: estimated from the rewards
 * themselves (empirical Bayes, MacKay 1992), with a guess that counts as a few observations.
 * Immutable.
 *
 * @param noise of a single reward
 * @param peers between peers, whatever the message
 * @param messages of each weight of a peer's features
 * @param events between messages, whoever is asked
 */
record Variances(double noise, double peers, double messages, double events) {

  private static final double NOISE = 0.6;
  private static final double PEERS = 0.2;
  private static final double MESSAGES = 0.05;
  private static final double EVENTS = 0.3;

  private static final double NOISE_COUNTS = 20;
  private static final double PEERS_COUNTS = 10;
  private static final double MESSAGES_COUNTS = 5;
  private static final double EVENTS_COUNTS = 20;

  private static final double LEAST_NOISE = 1e-3;
  private static final double LEAST_PEERS = 1e-4;
  private static final double LEAST_MESSAGES = 1e-6;

  /**
   * What one or more regressions say.
   *
   * @param peers sum of squared constants
   * @param peersKnown how many of these are known, from 0 to 1 each
   * @param messages sum of squared other weights
   * @param messagesKnown how many of these are known
   * @param noise sum of squared residuals
   * @param noiseKnown how many rewards they are of, less the weights that these determine
   */
  record Evidence(
      double peers,
      double peersKnown,
      double messages,
      double messagesKnown,
      double noise,
      double noiseKnown) {

    static final Evidence NONE = new Evidence(0, 0, 0, 0, 0, 0);

    /** How many numbers there are. */
    static final int LENGTH = 6;

    double[] numbers() {
      return new double[] {peers, peersKnown, messages, messagesKnown, noise, noiseKnown};
    }

    static Evidence of(double[] n) {
      return new Evidence(n[0], n[1], n[2], n[3], n[4], n[5]);
    }
  }

  /** Returns the variance of what a peer earns beyond anybody, if nothing is known of it. */
  double ofStranger(double[] x) {
    double sum = peers;
    for (int i = 1; i < x.length; i++) {
      sum += messages * x[i] * x[i];
    }
    return sum;
  }

  void write(Tensors.Writer to) {
    to.doubles("variances", new double[] {noise, peers, messages, events});
  }

  /**
   * Reads what was written down.
   *
   * @throws SnapshotException if one is not positive
   */
  static Variances read(Tensors.Reader from) {
    double[] read = from.doubles("variances", 4);
    for (double variance : read) {
      if (!(variance > 0)) {
        throw new SnapshotException(
            "tensor variances: expected positive numbers, found " + variance);
      }
    }
    return new Variances(read[0], read[1], read[2], read[3]);
  }

  /** The guess, with features of which none is the constant. */
  static Variances guessed(int features) {
    return new Variances(NOISE, PEERS, MESSAGES / features, EVENTS);
  }

  /**
   * Returns the estimate.
   *
   * @param all what the regressions of all peers say
   * @param events sum of squared deviations of events from what was expected of anybody
   * @param eventCount of how many
   */
  static Variances of(Evidence all, double events, long eventCount, int features) {
    return new Variances(
        Math.max(LEAST_NOISE, mean(all.noise, all.noiseKnown, NOISE, NOISE_COUNTS, 1)),
        Math.max(LEAST_PEERS, mean(all.peers, all.peersKnown, PEERS, PEERS_COUNTS, 1)),
        Math.max(
            LEAST_MESSAGES,
            mean(all.messages, all.messagesKnown, MESSAGES, MESSAGES_COUNTS, features)),
        mean(events, (double) eventCount, EVENTS, EVENTS_COUNTS, 1));
  }

  private static double mean(
      double sum, double count, double guess, double guesses, double perGuess) {
    return (sum + guesses * guess) / (Math.max(count, 0) + guesses * perGuess);
  }
}
