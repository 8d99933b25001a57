package org.gatehouse.state.log;

import java.io.IOException;

/** A log of a later version, which this program does not understand and must not touch. */
public final class NewerLogException extends IOException {

  NewerLogException(int expected, int found) {
    super("expected a training log of version " + expected + ", found version " + found);
  }
}
