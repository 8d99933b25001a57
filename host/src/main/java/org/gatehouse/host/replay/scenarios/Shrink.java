package org.gatehouse.host.replay.scenarios;

import java.util.Optional;
import org.gatehouse.api.Uids;
import org.gatehouse.host.replay.events.Event;

/**
 * Some peers leave after a number of events.
 *
 * @param leaving their uids
 * @param events after how many
 */
record Shrink(Uids leaving, long events) implements Change {

  @Override
  public Uids absentAtStart() {
    return Uids.empty();
  }

  @Override
  public Course start() {
    return new Leaving();
  }

  private final class Leaving implements Course {

    private boolean told;

    @Override
    public Optional<Event> next(long number, Event event) {
      if (number <= events) {
        return Optional.of(event);
      }
      Optional<Event> left = Absence.of(event, leaving, told ? Uids.empty() : leaving);
      told |= left.isPresent();
      return left;
    }
  }
}
