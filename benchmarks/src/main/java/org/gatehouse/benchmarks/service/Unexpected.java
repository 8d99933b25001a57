package org.gatehouse.benchmarks.service;

/** Something that a served gate should never do. */
class Unexpected extends RuntimeException {

  private static final long serialVersionUID = 1;

  Unexpected(String message) {
    super(message);
  }

  /** A request was not answered: the host is gone. */
  static final class NoAnswer extends Unexpected {

    private static final long serialVersionUID = 1;

    NoAnswer(Throwable cause) {
      super("no answer: " + cause);
      initCause(cause);
    }
  }
}
