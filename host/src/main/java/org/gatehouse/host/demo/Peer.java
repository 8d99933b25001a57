package org.gatehouse.host.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A simulated peer: good at everything to some degree, and better at one or two topics.
 *
 * @param hotkey its identity
 * @param quality its expected reward on a topic that is no speciality of its
 * @param bonuses what each topic adds to that, 0 for most
 */
record Peer(String hotkey, double quality, List<Double> bonuses) {

  /** Draws a peer: quality in [0.2, 0.6), one or two specialities that add [0.2, 0.4) each. */
  static Peer draw(String hotkey, int topics, Random random) {
    double quality = uniform(0.2, 0.6, random);
    List<Double> bonuses = new ArrayList<>();
    for (int topic = 0; topic < topics; topic++) {
      bonuses.add(0.0);
    }
    int specialities = 1 + random.nextInt(2);
    for (int drawn = 0; drawn < specialities; ) {
      int topic = random.nextInt(topics);
      if (bonuses.get(topic) == 0) {
        bonuses.set(topic, uniform(0.2, 0.4, random));
        drawn++;
      }
    }
    return new Peer(hotkey, quality, List.copyOf(bonuses));
  }

  private static double uniform(double low, double high, Random random) {
    return low + (high - low) * random.nextDouble();
  }

  /** Returns the expected reward of a prompt of a topic, in [0.2, 1]. */
  double expected(int topic) {
    return Math.min(1, quality + bonuses.get(topic));
  }
}
