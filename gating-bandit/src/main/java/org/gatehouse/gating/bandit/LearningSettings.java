package org.gatehouse.gating.bandit;

import org.gatehouse.api.config.SectionReader;

/**
 * How the gate learns.
 *
 * @param components in how many directions messages are told apart, in [1, 64]
 * @param optimism how many standard deviations a score is above what is expected, in [0, 100]
 * @param halfLife after how many events a reward counts half, in [1, 1e15]
 */
record LearningSettings(int components, double optimism, double halfLife) {

  /** Reads the keys; problems stay in the reader. */
  static LearningSettings read(SectionReader section) {
    return new LearningSettings(
        section.integer("components", 1, 64),
        section.number("optimism", 0, 100),
        section.number("half-life", 1, 1e15));
  }

  /** Returns what a reward still counts after so many events. */
  double kept(long events) {
    return Math.pow(0.5, events / halfLife);
  }
}
