package org.gatehouse.host.replay.page;

import org.gatehouse.host.replay.report.Rewards;

/** A simple player, in the order of what it knows. */
enum Baseline {
  RANDOM("random", 0),
  RUNNING_MEAN("running mean", 1),
  RUNNING_MEAN_UCB("running mean + UCB", 2),
  BEST_FIXED("best fixed", 3),
  ORACLE("oracle", 4);

  private final String title;
  private final int number;

  Baseline(String title, int number) {
    this.title = title;
    this.number = number;
  }

  String title() {
    return title;
  }

  /** Returns its place, by which the page knows how to draw it. */
  int number() {
    return number;
  }

  /** Returns what it earned. */
  double of(Rewards rewards) {
    return switch (this) {
      case RANDOM -> rewards.random();
      case RUNNING_MEAN -> rewards.runningMean();
      case RUNNING_MEAN_UCB -> rewards.runningMeanUcb();
      case BEST_FIXED -> rewards.bestFixed();
      case ORACLE -> rewards.oracle();
    };
  }
}
