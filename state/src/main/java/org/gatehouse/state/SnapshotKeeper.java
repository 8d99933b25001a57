package org.gatehouse.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import org.gatehouse.api.gating.GatingSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes snapshots and deletes what the newest ones make superfluous: older snapshots, and the
 * segments of the log that end before the oldest snapshot that is kept.
 */
record SnapshotKeeper(StateFolder folder, int keep) {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);

  /** Writes a snapshot; only then something is deleted. */
  void write(long sequence, GatingSnapshot snapshot) {
    SnapshotFile.write(folder.snapshot(sequence), snapshot);
    try {
      prune();
    } catch (IOException e) {
      LOG.warn("{}: superfluous state cannot be deleted", folder.path(), e);
    }
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
}
