package org.gatehouse.host.replay.scenarios;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.host.replay.events.Event;

/** Events without some of their peers. */
final class Absence {

  private Absence() {}

  /**
   * Returns an event without some peers; empty if it has no others.
   *
   * @param departed whose departure the event tells, besides those it tells already
   */
  static Optional<Event> of(Event event, Uids absent, Uids departed) {
    Set<Integer> gone = absent.stream().boxed().collect(Collectors.toCollection(HashSet::new));
    int[] present =
        IntStream.range(0, event.uids().size())
            .filter(position -> !gone.contains(event.uids().get(position)))
            .toArray();
    if (present.length == 0) {
      return Optional.empty();
    }
    Uids uids = Uids.of(Arrays.stream(present).map(event.uids()::get).toArray());
    return Optional.of(
        event.toBuilder(uids, present)
            .departed(
                Uids.of(
                    IntStream.concat(event.departed().stream(), departed.stream())
                        .distinct()
                        .toArray()))
            .build());
  }
}
