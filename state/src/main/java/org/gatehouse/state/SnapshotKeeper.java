package org.gatehouse.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.Optional;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.telemetry.MeterSink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes snapshots, knows how old the newest is, and deletes what the newest ones make superfluous:
 * older snapshots, and the segments of the log that end before the oldest snapshot that is kept.
 *
 * <p>One thread writes at a time; any may ask.
 */
final class SnapshotKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);

  private final StateFolder folder;
  private final int keep;
  private final MeterSink meters;
  private volatile long sequence;
  private volatile long step;
  private volatile long at = System.nanoTime();
  private volatile @Nullable String problem;

  /**
   * Creates a keeper.
   *
   * @param sequence the number of changes in the newest snapshot that is there; -1 if there is none
   * @param step the number of training steps so far
   */
  SnapshotKeeper(StateFolder folder, int keep, long sequence, long step, MeterSink meters) {
    this.folder = folder;
    this.keep = keep;
    this.sequence = sequence;
    this.step = step;
    this.meters = meters;
  }

  /** Returns whether the newest snapshot is that after so many changes. */
  boolean holds(long changes) {
    return sequence == changes;
  }

  /** Takes note that the newest snapshot is still as good as a new one. */
  void touch() {
    at = System.nanoTime();
  }

  /** Returns the time since the newest snapshot was as new as could be. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - at);
  }

  /** Returns the number of training steps in the newest snapshot. */
  long step() {
    return step;
  }

  /** Returns why the last snapshot could not be written; empty if it could. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** Writes a snapshot; only then something is deleted. */
  void write(long changes, GatingSnapshot snapshot) {
    long start = System.nanoTime();
    SnapshotFile.write(folder.snapshot(changes), snapshot);
    try {
      prune();
    } catch (IOException e) {
      LOG.warn("{}: superfluous state cannot be deleted", folder.path(), e);
    }
    meters.time("gatehouse.state.snapshot", Duration.ofNanos(System.nanoTime() - start));
    sequence = changes;
    step = snapshot.step();
    at = start;
    problem = null;
  }

  private void prune() throws IOException {
    NavigableMap<Long, Path> snapshots = folder.snapshots();
    while (snapshots.size() > keep) {
      Files.deleteIfExists(snapshots.pollFirstEntry().getValue());
    }
    NavigableMap<Long, Path> segments = folder.segments();
    Long needed = segments.floorKey(snapshots.firstKey());
    if (needed != null) {
      for (Path file : segments.headMap(needed, false).values()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Takes note that no snapshot could be written, and returns what to throw. */
  StateException failed(String reason, Throwable cause) {
    meters.count("gatehouse.state.snapshot.failures", 1);
    String message = folder.path() + ": no snapshot can be written: " + reason;
    problem = message;
    return new StateException(message, cause);
  }
}
