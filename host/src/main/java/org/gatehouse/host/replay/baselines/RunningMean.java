package org.gatehouse.host.replay.baselines;

import java.util.HashMap;
import java.util.Map;
import org.gatehouse.api.Uids;
import org.gatehouse.host.replay.events.Event;

/**
 * A player that knows no prompts: it asks the k peers whose answers have earned it most on average,
 * and whoever it has not asked yet before all others; ties go to the lower uid.
 *
 * <p>It learns only what the peers it asked itself have earned. One that {@linkplain
 * #exploring(int) explores} adds to a mean what it does not know yet: {@code mean + 0.3 *
 * sqrt(ln(t) / n)} at event t for a peer it asked n times, which is UCB1 (Auer, Cesa-Bianchi and
 * Fischer 2002) with one smaller constant for all logs, fit for rewards in [0, 1]. For use by one
 * thread.
 */
public final class RunningMean {

  private record Tally(double sum, long count) {

    Tally plus(double reward) {
      return new Tally(sum + reward, count + 1);
    }
  }

  private static final Tally UNSEEN = new Tally(0, 0);

  /** What did best on average over four logs of rewards in [0, 1]; UCB1 itself has sqrt(2). */
  private static final double EXPLORATION = 0.3;

  private final int k;
  private final double exploration;
  private final Map<Integer, Tally> tallies = new HashMap<>();

  private long events;

  private RunningMean(int k, double exploration) {
    this.k = k;
    this.exploration = exploration;
  }

  /** Creates a player that asks the k peers with the highest means. */
  public RunningMean(int k) {
    this(k, 0);
  }

  /** Creates a player that asks the k peers with the highest upper confidence bounds. */
  public static RunningMean exploring(int k) {
    return new RunningMean(k, EXPLORATION);
  }

  /** Forgets peers that were replaced or have left. */
  public void forget(Uids uids) {
    uids.stream().forEach(tallies::remove);
  }

  /** Plays one event and returns the mean reward of the peers it asked. */
  public double play(Event event) {
    events++;
    int[] asked = Ranking.best(event, k, position -> promise(event.uids().get(position)));
    for (int position : asked) {
      tallies.merge(
          event.uids().get(position),
          UNSEEN.plus(event.reward(position)),
          (tally, fresh) -> tally.plus(fresh.sum()));
    }
    return Ranking.mean(asked, event::reward);
  }

  private double promise(int uid) {
    Tally tally = tallies.getOrDefault(uid, UNSEEN);
    if (tally.count() == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return tally.sum() / tally.count()
        + exploration * Math.sqrt(Math.log((double) events) / tally.count());
  }
}
