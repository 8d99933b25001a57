package org.gatehouse.host.replay.scenarios;

import java.util.Optional;
import org.gatehouse.api.Uids;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.events.EventSource;

/** What happens to the events of a log; the same each time the log is opened. */
public interface Change {

  /** Returns the uids that nobody holds at the start. */
  Uids absentAtStart();

  /** Starts with the first event. */
  Course start();

  /** One passage over the events; for use by one thread. */
  @FunctionalInterface
  interface Course {

    /**
     * Returns the next event as it is under the change; empty if none of its peers is there.
     *
     * @param number its number in the log, from 1
     */
    Optional<Event> next(long number, Event event);
  }

  /** Returns a log with its events changed. */
  default EventSource apply(EventSource log) {
    return new ChangedEvents(log, this);
  }
}
