package org.gatehouse.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gatehouse.api.gating.SnapshotException;

/**
 * What a look at every byte of a state folder showed.
 *
 * @param files the snapshots, then the segments of the log, each in the order of their names
 * @param start what a host starts from, or why it does not start; empty if there are no files
 * @param isWhole whether no file is damaged and nothing is missing between them
 */
public record FolderVerdict(List<FileVerdict> files, String start, boolean isWhole) {

  private static final String SNAPSHOT = ".safetensors";

  /** Copies the list. */
  public FolderVerdict {
    files = List.copyOf(files);
  }

  /**
   * Reads a folder and changes nothing. That of a running host may change meanwhile, and then be
   * called damaged.
   *
   * @throws SnapshotException if it cannot be read
   */
  public static FolderVerdict of(Path folder) {
    try {
      Set<Path> whole = new HashSet<>();
      List<FileVerdict> files = new ArrayList<>();
      for (Path file : snapshotFiles(folder)) {
        FileVerdict verdict = FileVerdict.ofSnapshot(file);
        files.add(verdict);
        if (verdict.isGood()) {
          whole.add(file);
        }
      }
      NavigableMap<Long, FileVerdict.Segment> segments = new TreeMap<>();
      for (Map.Entry<Long, Path> file : StateFolder.segments(folder).entrySet()) {
        FileVerdict.Segment segment = FileVerdict.ofSegment(file.getKey(), file.getValue());
        segments.put(file.getKey(), segment);
        files.add(segment.verdict());
      }
      boolean allGood = files.stream().allMatch(FileVerdict::isGood);
      NavigableMap<Long, Path> numbered = StateFolder.snapshots(folder);
      for (Map.Entry<Long, Path> snapshot : numbered.descendingMap().entrySet()) {
        if (whole.contains(snapshot.getValue())) {
          return from(files, allGood, snapshot.getKey(), snapshot.getValue(), segments);
        }
      }
      return withoutBase(files, allGood, numbered, segments);
    } catch (IOException e) {
      throw new SnapshotException(folder + ": cannot be read: " + StateFolder.reason(e), e);
    }
  }

  private static List<Path> snapshotFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).endsWith(SNAPSHOT))
          .sorted()
          .toList();
    }
  }

  private static FolderVerdict from(
      List<FileVerdict> files,
      boolean allGood,
      long base,
      Path snapshot,
      NavigableMap<Long, FileVerdict.Segment> segments) {
    long reached = base;
    Long first = segments.floorKey(base);
    for (Map.Entry<Long, FileVerdict.Segment> segment :
        (first == null ? segments : segments.tailMap(first, true)).entrySet()) {
      if (segment.getKey() > reached) {
        String start =
            "%s; the changes %d to %d are missing, and what follows them is not used"
                .formatted(start(snapshot, reached - base), reached, segment.getKey() - 1);
        return new FolderVerdict(files, start, false);
      }
      reached = Math.max(reached, segment.getValue().end());
    }
    return new FolderVerdict(files, start(snapshot, reached - base), allGood);
  }

  private static String start(Path snapshot, long changes) {
    return "a host starts from %s and %d changes of the log"
        .formatted(snapshot.getFileName(), changes);
  }

  private static FolderVerdict withoutBase(
      List<FileVerdict> files,
      boolean allGood,
      NavigableMap<Long, Path> numbered,
      NavigableMap<Long, FileVerdict.Segment> segments) {
    if (!numbered.isEmpty()) {
      return new FolderVerdict(files, "no host starts here: no snapshot is whole", false);
    }
    if (segments.entrySet().stream().anyMatch(log -> log.getValue().end() > log.getKey())) {
      return new FolderVerdict(
          files, "no host starts here: there is a log, and not the snapshot before it", false);
    }
    if (files.size() > segments.size()) {
      return new FolderVerdict(
          files, "no host starts here: no snapshot is named snapshot-NUMBER" + SNAPSHOT, allGood);
    }
    return new FolderVerdict(files, files.isEmpty() ? "" : "a host starts anew", allGood);
  }
}
