package org.gatehouse.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.engine.tensorflow.hub.HubSettings;
import org.gatehouse.engine.tensorflow.model.ModelStore;

/**
 * The import of a checkpoint in a process of its own with a small heap: what the command {@code
 * export} does.
 *
 * <p>The process prints the most memory it ever had, as Linux counts it.
 */
public final class ImportProcess {

  /** The heap of the process. */
  static final String HEAP = "-Xmx256m";

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";
  private static final long KIB = 1024;

  private ImportProcess() {}

  /**
   * What a process took.
   *
   * @param peakBytes most resident memory; unknown on systems other than Linux
   */
  public record Cost(double seconds, OptionalLong peakBytes) {}

  /** Exports {@code checkpoint} to the folder {@code target}, which may not be there yet. */
  public static Cost run(Path checkpoint, Path target) throws IOException, InterruptedException {
    Path output = Files.createTempFile(target.getParent(), "import", ".out");
    Path errors = Files.createTempFile(target.getParent(), "import", ".err");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            HEAP,
            "-cp",
            System.getProperty("java.class.path"),
            ImportProcess.class.getName(),
            checkpoint.toString(),
            target.toString());
    long start = System.nanoTime();
    int exit =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start()
            .waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (exit != 0) {
      throw new IllegalStateException(
          "the import of %s ended with %d:%n%s"
              .formatted(
                  checkpoint,
                  exit,
                  new String(Files.readAllBytes(errors), StandardCharsets.UTF_8)));
    }
    return new Cost(seconds, peak(Files.readAllLines(output)));
  }

  /** Exports the checkpoint in the first folder to the second. */
  public static void main(String[] folders) throws IOException {
    Path target = Path.of(folders[1]);
    new ModelStore(
            target.resolveSibling("cache"),
            () -> HubSettings.of(Map.of(), true),
            ProgressListener.none())
        .export(folders[0], target);
    if (Files.exists(STATUS)) {
      peak(Files.readAllLines(STATUS)).ifPresent(bytes -> System.out.println(line(bytes)));
    }
  }

  private static String line(long bytes) {
    return PEAK + " " + bytes / KIB + " kB";
  }

  private static OptionalLong peak(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(PEAK))
        .mapToLong(line -> KIB * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst();
  }
}
