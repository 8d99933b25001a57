package org.gatehouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for many or large files, deleted when the process ends, also when it is interrupted. */
public final class TemporaryFolder {

  private TemporaryFolder() {}

  /** Creates a folder. */
  public static Path create(String name) throws IOException {
    Path folder = Files.createTempDirectory(name);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder)));
    return folder;
  }

  private static void end(Path folder) {
    // A child that still writes would leave something behind.
    for (ProcessHandle child : ProcessHandle.current().children().toList()) {
      child.destroyForcibly();
      child.onExit().join();
    }
    delete(folder);
  }

  /** Deletes a folder and what is in it. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }

  /** The bytes of all files in a folder. */
  public static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + folder, e);
    }
  }
}
