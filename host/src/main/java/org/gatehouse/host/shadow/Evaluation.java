package org.gatehouse.host.shadow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Compares a shadow with the served gate over the last events. Thread-safe.
 *
 * <p>What the shadow would have earned is a self-normalised estimate (Swaminathan and Joachims
 * 2015): the weighted rewards by the weights. It is refused while its effective sample size (Kish:
 * the squared sum of the events' weights by the sum of their squares) is below 100, and if the
 * weights are by more than two standard errors too small: the mean weight of an event is 1 if the
 * served choice could have been each that the shadow would make.
 */
final class Evaluation {

  private static final int SMALLEST = 100;

  private final int most;
  private final Deque<Round> rounds = new ArrayDeque<>();

  /** Creates the comparison of so many last events. */
  Evaluation(int most) {
    this.most = most;
  }

  synchronized void add(Round round) {
    if (rounds.size() == most) {
      rounds.removeFirst();
    }
    rounds.addLast(round);
  }

  synchronized Comparison comparison() {
    long pairs = 0;
    double servedRight = 0;
    double shadowRight = 0;
    int trials = 0;
    double earned = 0;
    double weight = 0;
    double squares = 0;
    double weighted = 0;
    double covered = 0;
    for (Round round : rounds) {
      pairs += round.pairs();
      servedRight += round.servedRight();
      shadowRight += round.shadowRight();
      Round.Trial trial = round.trial();
      if (trial != null) {
        trials++;
        earned += trial.earned();
        weight += trial.weight();
        squares += trial.weight() * trial.weight();
        weighted += trial.weighted();
        covered += trial.covered();
      }
    }
    double size = squares == 0 ? 0 : weight * weight / squares;
    boolean tooSmall = size < SMALLEST;
    boolean uncovered = covered / trials < 1 - 2 / Math.sqrt(size);
    return new Comparison(
        rounds.size(),
        new Comparison.Both(servedRight / pairs, shadowRight / pairs),
        new Comparison.Both(
            earned / trials, tooSmall || uncovered ? Double.NaN : weighted / weight),
        size,
        tooSmall ? small(size, trials) : uncovered ? uncovered(covered / trials) : null);
  }

  private static String small(double size, int trials) {
    return String.format(
        Locale.ROOT,
        "the effective sample size is %.1f of %d events; expected at least %d",
        size,
        trials,
        SMALLEST);
  }

  private static String uncovered(double share) {
    return String.format(
        Locale.ROOT,
        "the served choices reach %.0f%% of those that the shadow would make; raise"
            + " gatehouse.selection.min-exploration",
        100 * share);
  }
}
