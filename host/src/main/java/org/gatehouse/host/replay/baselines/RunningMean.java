package org.gatehouse.host.replay.baselines;

import java.util.HashMap;
import java.util.Map;
import org.gatehouse.api.Uids;
import org.gatehouse.host.replay.events.Event;

/**
 * A player that knows no prompts: it asks the k peers whose answers have earned it most on average,
 * and whoever it has not asked yet before all others; ties go to the lower uid.
 *
 * <p>It learns only what the peers it asked itself have earned. For use by one thread.
 */
public final class RunningMean {

  private record Tally(double sum, long count) {

    Tally plus(double reward) {
      return new Tally(sum + reward, count + 1);
    }
  }

  private static final Tally UNSEEN = new Tally(0, 0);

  private final int k;
  private final Map<Integer, Tally> tallies = new HashMap<>();

  /** Creates a player that asks k peers. */
  public RunningMean(int k) {
    this.k = k;
  }

  /** Forgets peers that were replaced or have left. */
  public void forget(Uids uids) {
    uids.stream().forEach(tallies::remove);
  }

  /** Plays one event and returns the mean reward of the peers it asked. */
  public double play(Event event) {
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
    return tally.count() == 0 ? Double.POSITIVE_INFINITY : tally.sum() / tally.count();
  }
}
