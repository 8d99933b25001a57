package org.gatehouse.host.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Standard output takes no more data. */
public final class OutputClosedException extends RuntimeException {

  private final boolean brokenPipe;

  OutputClosedException(@Nullable IOException cause) {
    super(
        "standard output cannot be written" + (cause == null ? "" : ": " + cause.getMessage()),
        cause);
    String reason = cause == null ? null : cause.getMessage();
    brokenPipe = reason == null || reason.contains("Broken pipe") || reason.contains("EPIPE");
  }

  /** Returns whether its reader has had enough, which is no failure. */
  public boolean isBrokenPipe() {
    return brokenPipe;
  }
}
