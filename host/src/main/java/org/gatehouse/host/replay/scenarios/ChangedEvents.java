package org.gatehouse.host.replay.scenarios;

import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.events.EventSource;

/** A log of which the events are changed as they are read. */
final class ChangedEvents implements EventSource {

  private final EventSource log;
  private final Change change;

  ChangedEvents(EventSource log, Change change) {
    this.log = log;
    this.change = change;
  }

  @Override
  public String name() {
    return log.name();
  }

  @Override
  public EventCursor open(ProblemListener problems) {
    return new Cursor(log.open(problems), change.start());
  }

  private static final class Cursor implements EventCursor {

    private final EventCursor events;
    private final Change.Course course;
    // Whose departure an event told that is left out.
    private final TreeSet<Integer> untold = new TreeSet<>();
    private long number;

    Cursor(EventCursor events, Change.Course course) {
      this.events = events;
      this.course = course;
    }

    @Override
    public Optional<Event> next() {
      for (Optional<Event> next = events.next(); next.isPresent(); next = events.next()) {
        Optional<Event> changed = course.next(++number, next.get());
        if (changed.isPresent()) {
          return changed.map(this::told);
        }
        untold.addAll(next.get().departed().stream().boxed().toList());
      }
      return Optional.empty();
    }

    private Event told(Event event) {
      if (untold.isEmpty()) {
        return event;
      }
      event.departed().stream().forEach(untold::add);
      int[] all = IntStream.range(0, event.uids().size()).toArray();
      Event telling = event.toBuilder(event.uids(), all).departed(Uids.copyOf(untold)).build();
      untold.clear();
      return telling;
    }

    @Override
    public long position() {
      return events.position();
    }

    @Override
    public long size() {
      return events.size();
    }

    @Override
    public void close() {
      events.close();
    }
  }
}
