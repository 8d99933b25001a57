package org.gatehouse.host.cli;

import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.config.ConfigurationException;

/** What a failure means: a message for a person, and the exit code. */
public final class Failures {

  /** All went well. */
  public static final int GOOD = 0;

  /** Something failed. */
  public static final int FAILURE = 1;

  /** The command line or the configuration is wrong. */
  public static final int USAGE = 2;

  private Failures() {}

  /** Tells the user what went wrong in one block, and returns the exit code. */
  public static int report(Console console, Throwable failure, boolean verbose) {
    if (failure instanceof OutputClosedException closed && closed.isBrokenPipe()) {
      return GOOD;
    }
    console.message("gatehouse: " + describe(failure));
    if (verbose) {
      failure.printStackTrace(console.err());
    }
    return failure instanceof ConfigurationException ? USAGE : FAILURE;
  }

  private static String describe(Throwable failure) {
    if (failure instanceof GatehouseException || failure instanceof OutputClosedException) {
      return String.valueOf(failure.getMessage());
    }
    String message = failure.getMessage();
    return failure.getClass().getName()
        + (message == null ? "" : ": " + message)
        + "\nThis is a defect; run with --verbose for details.";
  }
}
