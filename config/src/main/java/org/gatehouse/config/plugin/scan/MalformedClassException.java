package org.gatehouse.config.plugin.scan;

/** A class file is none. */
final class MalformedClassException extends Exception {

  private MalformedClassException(Throwable cause) {
    super(cause.toString(), cause);
  }

  /** Runs the reading of a class file, which fails in any way if that is damaged. */
  static void guard(Runnable reading) throws MalformedClassException {
    try {
      reading.run();
    } catch (RuntimeException | StackOverflowError e) {
      // The overflow is that of constants which consist of each other.
      throw new MalformedClassException(e);
    }
  }
}
