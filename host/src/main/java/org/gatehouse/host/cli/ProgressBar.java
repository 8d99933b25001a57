package org.gatehouse.host.cli;

import java.io.PrintStream;
import org.gatehouse.api.telemetry.ProgressListener;

/** Draws progress on a terminal, in one line that is drawn over. Thread-safe. */
final class ProgressBar implements ProgressListener {

  private static final int WIDTH = 30;

  private final PrintStream err;
  private String drawn = "";

  ProgressBar(PrintStream err) {
    this.err = err;
  }

  @Override
  public synchronized void progress(String task, long done, long total) {
    int filled = (int) (WIDTH * Math.min(done, total) / total);
    String line =
        "["
            + "#".repeat(filled)
            + " ".repeat(WIDTH - filled)
            + "] "
            + 100 * Math.min(done, total) / total
            + " % "
            + task;
    if (line.equals(drawn)) {
      return;
    }
    err.print("\r" + line + Console.ERASE_TO_END);
    drawn = line;
    if (done >= total) {
      err.print("\n");
      drawn = "";
    }
    err.flush();
  }
}
