package org.gatehouse.benchmarks.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.gatehouse.state.SnapshotFile;
import org.gatehouse.state.StateDigest;

/** The files in which a host keeps its state, looked at and damaged from outside. */
record StateFiles(Path folder) {

  private static final int LONGEST_TAIL = 4096;

  /** The header of a segment is forced to disk before the first record: it cannot be lost. */
  private static final int FORCED = 24;

  private List<Path> named(String pattern) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(pattern))
          .sorted(Comparator.comparing(Path::getFileName))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether a snapshot is being written. */
  boolean hasPendingSnapshot() {
    return !named("\\.snapshot-.*").isEmpty();
  }

  /** Returns the identity of what the newest snapshot holds; empty if there is none. */
  Optional<String> newestSnapshot() {
    List<Path> snapshots = named("snapshot-\\d+\\.safetensors");
    return snapshots.isEmpty()
        ? Optional.empty()
        : Optional.of(StateDigest.sha256(SnapshotFile.read(snapshots.get(snapshots.size() - 1))));
  }

  /**
   * Damage that was done to a file.
   *
   * @param file the name of the file
   * @param what in words
   * @param isSure whether there is a record that is not whole; a cut may fall between two
   */
  record Tear(String file, String what, boolean isSure) {}

  /**
   * Does to the newest segment of the log what a power failure may do to what was never forced to
   * disk.
   *
   * @return what was done; empty if there is no log yet
   */
  Optional<Tear> tear(RandomGenerator random) {
    List<Path> segments = named("training-\\d+\\.log");
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    Path segment = segments.get(segments.size() - 1);
    try {
      byte[] before = Files.readAllBytes(segment);
      int unforced = before.length - FORCED;
      if (unforced <= 0) {
        return Optional.empty();
      }
      int from = before.length - 1 - random.nextInt(Math.min(unforced, LONGEST_TAIL));
      String name = segment.getFileName().toString();
      String where = " from byte %d of %d".formatted(from, before.length);
      if (random.nextInt(3) == 0) {
        Files.write(segment, Arrays.copyOf(before, from));
        return Optional.of(new Tear(name, "cut" + where, false));
      }
      byte[] noise = new byte[before.length - from];
      boolean zeros = random.nextBoolean();
      if (!zeros) {
        random.nextBytes(noise);
      }
      byte[] after = before.clone();
      System.arraycopy(noise, 0, after, from, noise.length);
      Files.write(segment, after);
      return Optional.of(
          new Tear(
              name, (zeros ? "zeroed" : "overwritten") + where, !Arrays.equals(before, after)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
