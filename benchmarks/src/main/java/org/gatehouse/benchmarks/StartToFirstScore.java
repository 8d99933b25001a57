package org.gatehouse.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.config.Gatehouse;

/**
 * Measures how long a new process takes from its start to its first score, with a warm cache.
 *
 * <p>Starts this class again as a child, which scores one message and ends; prints each run. With
 * the word {@code child} it is that child.
 */
public final class StartToFirstScore {

  private static final int RUNS = 5;

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
    for (int run = 1; run <= RUNS; run++) {
      long start = System.nanoTime();
      int exit =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  StartToFirstScore.class.getName(),
                  "child")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException("the child ended with " + exit);
      }
      System.out.printf(
          "start to first score, run %d of %d: %.2f s%n",
          run, RUNS, (System.nanoTime() - start) / 1e9);
    }
  }
}
