package org.gatehouse.host.replay.scenarios;

import java.util.Optional;
import org.gatehouse.api.Uids;

/**
 * Some peers come only after a number of events.
 *
 * @param late their uids
 * @param events after how many
 */
record Grow(Uids late, long events) implements Change {

  @Override
  public Uids absentAtStart() {
    return late;
  }

  @Override
  public Course start() {
    return (number, event) ->
        number > events ? Optional.of(event) : Absence.of(event, late, Uids.empty());
  }
}
