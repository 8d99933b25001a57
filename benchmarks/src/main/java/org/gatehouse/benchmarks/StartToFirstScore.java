package org.gatehouse.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.config.Gatehouse;

/**
 * Measures how long a new process takes from its start to its first score, with warm caches: with
 * the gate on the class path, and with the gate as a plugin, one after the other.
 *
 * <p>Starts this class again as a child, which scores one message and ends; prints each run. With
 * the word {@code child} it is that child.
 */
public final class StartToFirstScore {

  private static final int RUNS = 9;
  private static final String GATE = "gatehouse-gating-sentence";

  private StartToFirstScore() {}

  /** Runs the measurement. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (List.of(arguments).contains("child")) {
      try (Gatehouse gatehouse = SentenceGate.open()) {
        gatehouse.gate().forward("What is Atlantis?");
      }
      return;
    }
    SentenceGate.model(); // Exports the model if the cache is cold.
    List<String> all = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    List<String> withoutGate = all.stream().filter(entry -> !isGate(entry)).toList();
    Path plugins = Files.createTempDirectory("gatehouse-plugins");
    Path jar = Path.of(all.stream().filter(StartToFirstScore::isGate).findFirst().orElseThrow());
    Path plugin = Files.copy(jar, plugins.resolve(jar.getFileName()));
    String path = "-Dgatehouse.plugins.path=" + plugins;

    child(withoutGate, path); // Fills the cache of scans.
    List<Double> onClassPath = new ArrayList<>();
    List<Double> asPlugin = new ArrayList<>();
    for (int run = 1; run <= RUNS; run++) {
      onClassPath.add(child(all));
      asPlugin.add(child(withoutGate, path));
      System.out.printf(
          "start to first score, run %d of %d: %.2f s on the class path, %.2f s as a plugin%n",
          run, RUNS, onClassPath.get(run - 1), asPlugin.get(run - 1));
    }
    System.out.printf(
        "medians: %.3f s on the class path, %.3f s as a plugin: %+.0f ms%n",
        median(onClassPath), median(asPlugin), 1000 * (median(asPlugin) - median(onClassPath)));
    Files.delete(plugin);
    Files.delete(plugins);
  }

  private static boolean isGate(String entry) {
    return entry.contains(GATE) && entry.endsWith(".jar");
  }

  /** Returns the seconds that a child takes. */
  private static double child(List<String> classPath, String... options)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        Stream.of(
                Stream.of(java, "-cp", String.join(File.pathSeparator, classPath)),
                Stream.of(options),
                Stream.of(StartToFirstScore.class.getName(), "child"))
            .flatMap(words -> words)
            .toList();
    long start = System.nanoTime();
    int exit =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IllegalStateException("the child ended with " + exit);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(List<Double> seconds) {
    List<Double> sorted = new ArrayList<>(seconds);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
