package org.gatehouse.host.replay.baselines;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.host.replay.events.Event;

/**
 * The best that can be done with one ranking for all prompts, known in hindsight: peers by their
 * mean reward over the events in which they are present.
 *
 * <p>All events are first {@linkplain #learn learned}, then {@linkplain #play played}. For use by
 * one thread.
 */
public final class BestFixed {

  private final int k;
  private final Map<Integer, double[]> tallies = new HashMap<>();

  /** Creates a player that asks k peers. */
  public BestFixed(int k) {
    this.k = k;
  }

  /** Takes all rewards of an event into account. */
  public void learn(Event event) {
    for (int i = 0; i < event.uids().size(); i++) {
      double[] sumAndCount = tallies.computeIfAbsent(event.uids().get(i), uid -> new double[2]);
      sumAndCount[0] += event.reward(i);
      sumAndCount[1]++;
    }
  }

  /** Returns the mean reward of the event's first k peers in the ranking. */
  public double play(Event event) {
    return Ranking.mean(
        Ranking.best(event, k, position -> mean(event.uids().get(position))), event::reward);
  }

  private double mean(int uid) {
    double[] sumAndCount = Objects.requireNonNull(tallies.get(uid), "an event not learned");
    return sumAndCount[0] / sumAndCount[1];
  }
}
