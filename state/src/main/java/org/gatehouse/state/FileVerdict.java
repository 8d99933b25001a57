package org.gatehouse.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.SnapshotException;

/**
 * What a look at every byte of one file of a state folder showed.
 *
 * @param finding what the file holds, or what is wrong with it
 */
public record FileVerdict(Path file, boolean isGood, String finding) {

  private static final String SNAPSHOT = ".safetensors";

  /**
   * Reads the files of a folder that hold state and changes nothing; in the order of their names.
   *
   * @throws SnapshotException if the folder cannot be listed
   */
  public static List<FileVerdict> ofAll(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).endsWith(SNAPSHOT))
          .sorted()
          .map(FileVerdict::ofSnapshot)
          .toList();
    } catch (IOException e) {
      throw new SnapshotException(folder + ": cannot be listed: " + e, e);
    }
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
      return new FileVerdict(file, false, String.valueOf(e.getMessage()).replace(file + ": ", ""));
    }
  }
}
