package org.gatehouse.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.state.log.LogRecord;
import org.gatehouse.state.log.NewerLogException;
import org.gatehouse.state.log.SegmentReader;
import org.jspecify.annotations.Nullable;

/**
 * What a look at every byte of one file of a state folder showed.
 *
 * @param finding what the file holds, or what is wrong with it
 */
public record FileVerdict(Path file, boolean isGood, String finding) {

  private static final String SNAPSHOT = ".safetensors";

  /**
   * Reads the files of a folder that hold state and changes nothing: snapshots, then the segments
   * of the log, each in the order of their names.
   *
   * @throws SnapshotException if the folder or the log cannot be read
   */
  public static List<FileVerdict> ofAll(Path folder) {
    List<FileVerdict> verdicts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> String.valueOf(file.getFileName()).endsWith(SNAPSHOT))
          .sorted()
          .forEach(file -> verdicts.add(ofSnapshot(file)));
      for (Map.Entry<Long, Path> segment : StateFolder.segments(folder).entrySet()) {
        verdicts.add(ofSegment(segment.getKey(), segment.getValue()));
      }
    } catch (IOException e) {
      throw new SnapshotException(folder + ": cannot be read: " + e, e);
    }
    return verdicts;
  }

  private static FileVerdict ofSegment(long first, Path file) throws IOException {
    long steps = 0;
    long resyncs = 0;
    try (SegmentReader reader = SegmentReader.open(file, first)) {
      for (Optional<LogRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
        if (next.get() instanceof LogRecord.Step) {
          steps++;
        } else {
          resyncs++;
        }
      }
      return new FileVerdict(
          file,
          true,
          "a log from change %d: %d steps, %d resyncs".formatted(first, steps, resyncs));
    } catch (SegmentReader.DamageException e) {
      return new FileVerdict(
          file,
          false,
          "%s; before that %d steps, %d resyncs"
              .formatted(withoutPlace(file, e.getMessage()), steps, resyncs));
    } catch (NewerLogException e) {
      return new FileVerdict(file, false, String.valueOf(e.getMessage()));
    }
  }

  private static String withoutPlace(Path file, @Nullable String message) {
    return String.valueOf(message).replace(file + ": ", "");
  }

  private static FileVerdict ofSnapshot(Path file) {
    try {
      GatingSnapshot snapshot = SnapshotFile.read(file);
      return new FileVerdict(
          file,
          true,
          "a snapshot of gate %s after %d steps, %d hotkeys"
              .formatted(snapshot.gate(), snapshot.step(), snapshot.hotkeys().size()));
    } catch (SnapshotException e) {
      return new FileVerdict(file, false, withoutPlace(file, e.getMessage()));
    }
  }
}
