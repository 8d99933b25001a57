package org.gatehouse.state.log;

import java.io.IOException;

/** Nobody knows how much of the last record is in the log: it cannot be written to any more. */
public final class BrokenLogException extends IOException {

  BrokenLogException(IOException cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
