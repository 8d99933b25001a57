package org.gatehouse.host.cli;

/** How a command that would run for ever is told to end. */
@FunctionalInterface
public interface Termination {

  /**
   * Has something done when the process is asked to end, once or several times, until the returned
   * registration is closed; then the process ends as it would have without it.
   */
  Registration onRequest(Runnable end);

  /** Ends what {@link #onRequest} began. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** Returns the termination of a process that nobody asks to end. */
  static Termination never() {
    return end -> () -> {};
  }
}
