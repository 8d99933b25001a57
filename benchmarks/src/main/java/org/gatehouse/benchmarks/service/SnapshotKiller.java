package org.gatehouse.benchmarks.service;

import java.time.Duration;

/** Kills a host while it writes a snapshot, or after some time if it writes none. */
final class SnapshotKiller extends Thread {

  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final HostProcess host;
  private final StateFiles files;
  private volatile boolean sawSnapshot;

  SnapshotKiller(HostProcess host, StateFiles files) {
    super("snapshot-killer");
    this.host = host;
    this.files = files;
  }

  @Override
  public void run() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!sawSnapshot && System.nanoTime() < end) {
      if (!host.isAlive()) {
        return;
      }
      sawSnapshot = files.hasPendingSnapshot();
    }
    host.close();
  }

  /** Returns whether there was a snapshot to be killed in. */
  boolean sawSnapshot() {
    return sawSnapshot;
  }
}
