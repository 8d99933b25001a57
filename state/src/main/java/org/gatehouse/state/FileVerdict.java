package org.gatehouse.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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

  /**
   * What a segment of the log holds.
   *
   * @param end the number of the first change after its last good record
   */
  record Segment(FileVerdict verdict, long end) {}

  static Segment ofSegment(long first, Path file) throws IOException {
    long steps = 0;
    long resyncs = 0;
    FileVerdict verdict;
    try (SegmentReader reader = SegmentReader.open(file, first)) {
      for (Optional<LogRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
        if (next.get() instanceof LogRecord.Step) {
          steps++;
        } else {
          resyncs++;
        }
      }
      verdict =
          new FileVerdict(
              file,
              true,
              "a log from change %d: %d steps, %d resyncs".formatted(first, steps, resyncs));
    } catch (SegmentReader.DamageException e) {
      verdict =
          new FileVerdict(
              file,
              false,
              "%s; before that %d steps, %d resyncs"
                  .formatted(withoutPlace(file, e.getMessage()), steps, resyncs));
    } catch (NewerLogException e) {
      verdict = new FileVerdict(file, false, String.valueOf(e.getMessage()));
    }
    return new Segment(verdict, first + steps + resyncs);
  }

  private static String withoutPlace(Path file, @Nullable String message) {
    return String.valueOf(message).replace(file + ": ", "");
  }

  static FileVerdict ofSnapshot(Path file) {
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
