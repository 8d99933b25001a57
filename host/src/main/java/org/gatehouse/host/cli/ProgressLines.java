package org.gatehouse.host.cli;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.gatehouse.api.telemetry.ProgressListener;

/**
 * Writes a line about a task when it is first heard of, every few seconds while it lasts, and at
 * its end; nothing about a task that is over when it is first heard of. Thread-safe.
 */
final class ProgressLines implements ProgressListener {

  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Consumer<String> lines;
  private final LongSupplier nanoTime;
  private String task = "";
  private long last;

  ProgressLines(Consumer<String> lines, LongSupplier nanoTime) {
    this.lines = lines;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void progress(String newTask, long done, long total) {
    long now = nanoTime.getAsLong();
    boolean first = !newTask.equals(task);
    if (done >= total) {
      if (!first) {
        lines.accept(task + ": done");
      }
      task = "";
    } else if (first || now - last >= PAUSE_NANOS) {
      task = newTask;
      lines.accept(task + ": " + 100 * done / total + " %");
      last = now;
    }
  }
}
