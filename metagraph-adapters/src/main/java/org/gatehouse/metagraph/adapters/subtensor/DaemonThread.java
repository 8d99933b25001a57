package org.gatehouse.metagraph.adapters.subtensor;

/** The threads of a source, none of which keeps a host from ending. */
final class DaemonThread {

  private DaemonThread() {}

  static Thread io(Runnable task) {
    return of("io", task);
  }

  static Thread of(String role, Runnable task) {
    Thread thread = new Thread(task, "gatehouse-subtensor-" + role);
    thread.setDaemon(true);
    return thread;
  }
}
