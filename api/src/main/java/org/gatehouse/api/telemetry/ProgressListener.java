package org.gatehouse.api.telemetry;

/**
 * Is told how far a long task has come, such as the first export of a model.
 *
 * <p>Called by the thread that does the work; must not throw.
 */
@FunctionalInterface
public interface ProgressListener {

  /** Returns the listener that ignores everything. */
  static ProgressListener none() {
    return (task, done, total) -> {};
  }

  /**
   * Reports progress.
   *
   * @param task what is being done, in words, the same for every call of one task
   * @param done how much is done, in the task's own unit, never falling; equal to {@code total} at
   *     the last call
   * @param total how much there is to do, at least 1
   */
  void progress(String task, long done, long total);
}
