package org.gatehouse.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.Selection;

/** How often each peer was chosen in many draws of the same call, and with which propensities. */
final class Draws {

  /** The probability with which one comparison of a correct selector may go wrong. */
  private static final double FALSE_ALARM = 1e-10;

  private final int total;
  private final SortedMap<Integer, List<Double>> propensities = new TreeMap<>();

  private Draws(int total) {
    this.total = total;
  }

  /** Draws often enough with each of several selectors, which have seeds of their own. */
  static Draws of(SelectorUnderTest selectors, SelectionCall call, int seeds, int drawsPerSeed) {
    Draws draws = new Draws(seeds * drawsPerSeed);
    SplittableRandom seed = new SplittableRandom(20_260_101);
    for (int i = 0; i < seeds; i++) {
      PeerSelector selector = selectors.withSeed(seed.nextLong());
      for (int j = 0; j < drawsPerSeed; j++) {
        for (Selection.Choice choice : call.to(selector).choices()) {
          draws
              .propensities
              .computeIfAbsent(choice.uid(), uid -> new ArrayList<>())
              .add(choice.propensity());
        }
      }
    }
    return draws;
  }

  /**
   * Returns the uids that were chosen at least once, with the propensities of all their choices.
   */
  SortedMap<Integer, List<Double>> propensities() {
    return propensities;
  }

  /** Returns the mean of the propensities with which a peer was chosen. */
  double propensity(int uid) {
    return all(uid).stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Returns the share of the draws in which a peer was chosen. */
  double frequency(int uid) {
    return (double) all(uid).size() / total;
  }

  private List<Double> all(int uid) {
    return propensities.getOrDefault(uid, List.of());
  }

  /**
   * Returns how far a frequency may lie from its probability: the t with 2 exp(-n t^2 / (2 p (1 -
   * p) + 2 t / 3)) = {@value #FALSE_ALARM}, by Bernstein's inequality, which holds for every n.
   */
  double tolerance(double probability) {
    double log = Math.log(2 / FALSE_ALARM);
    double linear = log / (3 * total);
    double variance = Math.max(0, probability * (1 - probability));
    return linear + Math.sqrt(linear * linear + 2 * log * variance / total);
  }

  /** Returns the largest probability of a peer that was never chosen, up to false alarms. */
  double largestUnseen() {
    return Math.log(1 / FALSE_ALARM) / total;
  }
}
