package org.gatehouse.engine.tensorflow;

/**
 * Hears how far a long task has come. Called on the thread that does the work; must return quickly.
 */
@FunctionalInterface
public interface ProgressListener {

  /** Hears nothing. */
  ProgressListener SILENT = (task, done, total) -> {};

  /**
   * {@code done} of {@code total} units of {@code task} are behind us; the last call of a task that
   * succeeds has {@code done == total}.
   */
  void progress(String task, long done, long total);
}
