package org.gatehouse.host.cli;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.gatehouse.api.telemetry.ProgressListener;

/**
 * Writes a line about a task that takes long, every few seconds and at its end; nothing about a
 * task that does not. Thread-safe.
 */
final class ProgressLines implements ProgressListener {

  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Consumer<String> lines;
  private final LongSupplier nanoTime;
  private String task = "";
  private boolean told;
  private long last;

  ProgressLines(Consumer<String> lines, LongSupplier nanoTime) {
    this.lines = lines;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void progress(String newTask, long done, long total) {
    long now = nanoTime.getAsLong();
    if (!newTask.equals(task)) {
      task = newTask;
      told = false;
      last = now;
    }
    if (done >= total) {
      if (told) {
        lines.accept(task + ": done");
      }
      task = "";
    } else if (now - last >= PAUSE_NANOS) {
      lines.accept(task + ": " + 100 * done / total + " %");
      told = true;
      last = now;
    }
  }
}
