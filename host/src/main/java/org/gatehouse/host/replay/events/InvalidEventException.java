package org.gatehouse.host.replay.events;

/** A line of a log that is no event; the message says what is wrong, without file and line. */
final class InvalidEventException extends Exception {

  private final String reason;

  InvalidEventException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Returns what is wrong. */
  String reason() {
    return reason;
  }
}
