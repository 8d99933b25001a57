package org.gatehouse.host.replay.events;

import java.util.Optional;

/** A log of events that can be read from its start as often as needed. */
public interface EventSource {

  /** Returns what the log is called in messages, such as its path. */
  String name();

  /**
   * Opens the log at its start.
   *
   * @param problems is told about every line that is no event
   * @throws org.gatehouse.api.GatehouseException if the log cannot be read
   */
  EventCursor open(ProblemListener problems);

  /** Is told about a line that is no event and is skipped. */
  @FunctionalInterface
  interface ProblemListener {

    /** Reports a line, counted from 1, and what is wrong with it. */
    void problem(long line, String message);
  }

  /** A place in an open log; for use by one thread. */
  interface EventCursor extends AutoCloseable {

    /** Returns the next event, or empty at the end. */
    Optional<Event> next();

    /** Returns how much of the log was read, in the unit of {@link #size}. */
    long position();

    /** Returns how much there is to read, at least 1. */
    long size();

    @Override
    void close();
  }
}
