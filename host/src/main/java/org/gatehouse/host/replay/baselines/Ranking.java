package org.gatehouse.host.replay.baselines;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.gatehouse.host.replay.events.Event;

/** Choices among the peers of one event, and what they earned. */
public final class Ranking {

  private Ranking() {}

  /**
   * Returns the positions of the best k peers of an event, or of all if there are fewer; ties go to
   * the lower uid.
   *
   * @param value how good the peer at a position is
   */
  public static int[] best(Event event, int k, IntToDoubleFunction value) {
    return IntStream.range(0, event.uids().size())
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer position) -> -value.applyAsDouble(position))
                .thenComparingInt(position -> event.uids().get(position)))
        .limit(k)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Returns the positions of all peers of an event. */
  public static int[] all(Event event) {
    return IntStream.range(0, event.uids().size()).toArray();
  }

  /** Returns the mean of a value over positions, of which there is at least one. */
  public static double mean(int[] positions, IntToDoubleFunction value) {
    return Arrays.stream(positions).mapToDouble(value).sum() / positions.length;
  }
}
