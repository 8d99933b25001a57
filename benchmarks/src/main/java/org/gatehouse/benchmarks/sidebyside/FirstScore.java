package org.gatehouse.benchmarks.sidebyside;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import org.gatehouse.benchmarks.SentenceGate;
import org.gatehouse.config.Gatehouse;

/**
 * A process that opens the sentence gate and scores one message. With a file to write to, it then
 * says there where its memory is.
 */
public final class FirstScore {

  private FirstScore() {}

  /** Scores, and ends. */
  public static void main(String[] file) throws IOException {
    try (Gatehouse gatehouse = SentenceGate.asShipped()) {
      gatehouse.gate().forward("What is Atlantis?");
      if (file.length > 0) {
        System.gc();
        Footprint.ofThisProcess(SentenceGate.model()).write(Path.of(file[0]));
        Reference.reachabilityFence(gatehouse);
      }
    }
  }
}
