package org.gatehouse.engine.tensorflow.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.fixture.TinyBert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Native memory is not the garbage collector's: what is not closed stays. */
@EnabledOnOs(OS.LINUX)
class EncoderMemoryTest {

  private static final long MOST_GROWTH_KB = 35_000;

  @TempDir static Path folder;

  @BeforeAll
  static void export() {
    TinyBert.exportTo(folder.resolve("model"));
  }

  // The hidden states of one batch are 98 kB, so those of all would be 49 MB. The Java heap may
  // take
  // as much in one window; what leaks takes it in every one.
  @Test
  void runningDoesNotGrowTheProcess() throws IOException {
    List<String> messages = Collections.nCopies(8, "w1 ".repeat(TinyBert.MAX_TOKENS - 2));
    try (Encoder encoder = acquire()) {
      encode(encoder, messages, 200);
      List<Long> growth = new ArrayList<>();
      do {
        long before = residentKb();
        encode(encoder, messages, 500);
        growth.add(residentKb() - before);
      } while (growth.size() < 3 && growth.get(growth.size() - 1) >= MOST_GROWTH_KB);
      assertThat(growth).as("growth in kB").anyMatch(kb -> kb < MOST_GROWTH_KB);
    }
  }

  // No collection in between: a handle that only the garbage collector frees counts as a leak.
  @Test
  void runningLeavesNoNativeHandles() {
    try (Encoder encoder = acquire()) {
      encode(encoder, List.of("w1", "w2 w3"), 3);
      long before = Pointer.totalCount();
      encode(encoder, List.of("w1", "w2 w3"), 20);
      assertThat(Pointer.totalCount()).isEqualTo(before);
    }
  }

  @Test
  void loadingLeavesNoNativeHandles() {
    load(2);
    long before = Pointer.totalCount();
    load(5);
    assertThat(Pointer.totalCount()).isEqualTo(before);
  }

  private static void encode(Encoder encoder, List<String> messages, int times) {
    for (int i = 0; i < times; i++) {
      encoder.encode(messages);
    }
  }

  private static void load(int times) {
    for (int i = 0; i < times; i++) {
      try (Encoder encoder = acquire()) {
        encoder.encode("w1");
      }
    }
  }

  private static Encoder acquire() {
    return new EncoderRegistry().acquire(folder.resolve("model"), ComputeDevice.CPU);
  }

  private static long residentKb() throws IOException {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
