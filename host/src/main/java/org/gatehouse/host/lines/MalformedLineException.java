package org.gatehouse.host.lines;

/** A line that is no text; the message says why, without file and line. */
public final class MalformedLineException extends Exception {

  private final String reason;

  MalformedLineException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Returns what is wrong. */
  public String reason() {
    return reason;
  }
}
