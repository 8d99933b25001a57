package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gatehouse.engine.tensorflow.gating.GateFixture.FakeGate;
import org.gatehouse.engine.tensorflow.gating.GateFixture.HashingEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Training for long does not grow the process. One gate has many uids, the other large
 * representations, so that a tensor of scores, gradients or hidden states takes 16 KiB in one of
 * them: 10 000 of a kind that nobody closed would take 160 MB.
 *
 * <p>Measured in a process of its own, whose heap is all there from the beginning and in which no
 * garbage collection frees native memory: what grows is native memory that nobody closed.
 */
class LinearGatingNativeMemoryTest {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int WARM_UP = 2_000;
  private static final int STEPS = 10_000;
  private static final long BOUND_KIB = 40 * 1024;

  @TempDir Path folder;

  @Test
  void tenThousandStepsDoNotGrowTheProcess() throws Exception {
    assumeThat(STATUS).exists();
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xms128m",
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-XX:+AlwaysPreTouch",
                    "-Dorg.bytedeco.javacpp.nopointergc=true",
                    "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LinearGatingNativeMemoryTest.class.getName()))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(() -> read(errors)).isZero();
    String[] measured = read(output).strip().split(" ", 2);
    long grown = Long.parseLong(measured[1]) - Long.parseLong(measured[0]);
    assertThat(grown).as("growth of %s KiB, in KiB", measured[0]).isLessThan(BOUND_KIB);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trains and prints the resident memory in KiB, after the warm-up and at the end. */
  public static void main(String[] args) throws IOException {
    try (FakeGate wide = gate(4096, 16);
        FakeGate deep = gate(16, 4096)) {
      train(wide, deep, WARM_UP);
      long before = resident();
      train(wide, deep, STEPS);
      System.out.println(before + " " + resident());
    }
  }

  private static FakeGate gate(int numUids, int hidden) {
    return new FakeGate(
        "fake",
        new HashingEncoder("hash", hidden),
        "num-uids = " + numUids,
        GateFixture.context(null, 7));
  }

  private static void train(FakeGate wide, FakeGate deep, int steps) {
    for (int step = 0; step < steps; step++) {
      for (FakeGate gate : List.of(wide, deep)) {
        float[] rewards = new float[gate.numUids()];
        rewards[step % rewards.length] = 1;
        gate.backward(gate.forward("message " + step % 10), rewards);
      }
    }
  }

  private static long resident() throws IOException {
    System.gc();
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmRSS in " + STATUS);
  }
}
