package org.gatehouse.host.replay.report;

import java.util.List;
import java.util.Locale;

/** What the comparison with the baselines says, in words. */
final class Verdict {

  /** The smallest difference that is printed. */
  private static final double PRECISION = 1e-4;

  private Verdict() {}

  static List<String> of(Rewards reward) {
    return List.of(way(reward), comparison(reward));
  }

  private static String way(Rewards reward) {
    double span = reward.oracle() - reward.random();
    if (!(span > 0)) {
      return "Every choice earned the same: this log cannot tell a good gate from a bad one.";
    }
    double share = 100 * (reward.selected() - reward.random()) / span;
    return share < 0
        ? String.format(
            Locale.ROOT,
            "The chosen peers earned less than random ones would have: %.1f %% of the way from"
                + " random to the oracle.",
            share)
        : String.format(
            Locale.ROOT,
            "The chosen peers went %.1f %% of the way from random to the oracle.",
            share);
  }

  private static String comparison(Rewards reward) {
    double overRunningMean = reward.selected() - reward.runningMean();
    double overBestFixed = reward.selected() - reward.bestFixed();
    return "They earned "
        + relation(overRunningMean)
        + " the running mean and "
        + relation(overBestFixed)
        + " the best fixed choice"
        + (Math.min(overRunningMean, overBestFixed) > PRECISION
            ? ": looking at the prompt paid."
            : ".");
  }

  private static String relation(double difference) {
    String amount = String.format(Locale.ROOT, "%.4f", Math.abs(difference));
    if (amount.equals("0.0000")) {
      return "as much as";
    }
    return amount + (difference > 0 ? " more than" : " less than");
  }
}
