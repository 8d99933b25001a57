package org.gatehouse.host.replay.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gatehouse.api.Uids;

/** A log in memory. */
public final class Events implements EventSource {

  private final List<Event> events = new ArrayList<>();

  public static Event event(long line, String prompt, Uids uids, double... rewards) {
    return Event.builder(line, prompt, uids, rewards).build();
  }

  public static Event named(long line, Uids uids, List<String> hotkeys, double... rewards) {
    return Event.builder(line, "p" + line, uids, rewards).hotkeys(hotkeys).build();
  }

  public static Event atBlock(
      long line, long block, Uids uids, List<String> hotkeys, double... rewards) {
    return Event.builder(line, "p" + line, uids, rewards)
        .hotkeys(hotkeys)
        .block(OptionalLong.of(block))
        .build();
  }

  public Events add(Event event) {
    events.add(event);
    return this;
  }

  /** Adds an event with a prompt that tells its line. */
  public Events add(Uids uids, double... rewards) {
    return add(event(events.size() + 1, "p" + (events.size() + 1), uids, rewards));
  }

  @Override
  public String name() {
    return "events.jsonl";
  }

  @Override
  public EventCursor open(ProblemListener problems) {
    return new EventCursor() {
      private int position;

      @Override
      public Optional<Event> next() {
        return position == events.size() ? Optional.empty() : Optional.of(events.get(position++));
      }

      @Override
      public long position() {
        return position;
      }

      @Override
      public long size() {
        return Math.max(1, events.size());
      }

      @Override
      public void close() {}
    };
  }
}
