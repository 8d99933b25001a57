package org.gatehouse.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.device.Device;
import org.gatehouse.engine.tensorflow.device.Devices;
import org.gatehouse.engine.tensorflow.fixture.Gpt2;
import org.gatehouse.engine.tensorflow.fixture.RecipeWeights;
import org.gatehouse.engine.tensorflow.fixture.TinyGptNeo;
import org.gatehouse.engine.tensorflow.savedmodel.SavedModelEncoder;

/**
 * Measures a model of the shape of gpt-neo-125m, with made-up weights: the memory of its import,
 * and the time of a forward pass at several lengths. Prints tables.
 */
public final class GptNeo125m {

  private static final int[] LENGTHS = {16, 64, 256, 2048};
  private static final int WARM_UP = 2;
  private static final int ROUNDS = 9;
  private static final double MEGA = 1e6;

  private GptNeo125m() {}

  /** Runs the measurement. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = TemporaryFolder.create("gatehouse-gpt-neo-125m");
    Path tiny = TinyGptNeo.in(folder);
    ImportProcess.Cost least = ImportProcess.run(tiny, folder.resolve("tiny"));
    Path checkpoint = Files.createDirectory(folder.resolve("checkpoint"));
    RecipeWeights recipe = MadeUpGptNeo.write(checkpoint);
    Path model = folder.resolve("model");
    ImportProcess.Cost cost = ImportProcess.run(checkpoint, model);

    System.out.printf(
        "Shape of gpt-neo-125m, made-up weights; takes %.0f MB of disk in %s%n%n",
        TemporaryFolder.size(folder) / MEGA, folder);
    System.out.printf("import in a process of its own, %s%n", ImportProcess.HEAP);
    long weights = 0;
    long largest = 0;
    for (var tensor : recipe.tensors()) {
      weights += tensor.info().byteCount();
      largest = Math.max(largest, tensor.info().byteCount());
    }
    print("weights, float32", weights);
    print("largest of them", largest);
    print("exported model", TemporaryFolder.size(model));
    printPeak("peak memory", cost.peakBytes());
    printPeak("peak memory, tiny model", least.peakBytes());
    if (cost.peakBytes().isPresent() && least.peakBytes().isPresent()) {
      long peak = cost.peakBytes().getAsLong();
      System.out.printf("  %-26s%9.2f%n", "peak to weights", (double) peak / weights);
      print("peak beyond the tiny one's", peak - least.peakBytes().getAsLong());
    }
    System.out.printf("  %-26s%9.1f s%n%n", "time", cost.seconds());
    TemporaryFolder.delete(checkpoint);
    ComputeDevice device = Devices.resolve(Device.AUTO);
    try (SavedModelEncoder encoder = SavedModelEncoder.load(model, device)) {
      System.out.printf(
          "forward pass of one row on %s, %d rounds of all lengths%n", device, ROUNDS);
      forward(encoder);
    }
  }

  private static void print(String what, long bytes) {
    System.out.printf("  %-26s%9.1f MB%n", what, bytes / MEGA);
  }

  private static void printPeak(String what, OptionalLong bytes) {
    if (bytes.isPresent()) {
      print(what, bytes.getAsLong());
    } else {
      System.out.printf("  %-26s  not known on this system%n", what);
    }
  }

  /** The lengths take turns, so that a noisy machine disturbs all of them. */
  private static void forward(SavedModelEncoder encoder) {
    List<List<Double>> times = Arrays.stream(LENGTHS).mapToObj(i -> times()).toList();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      for (int i = 0; i < LENGTHS.length; i++) {
        double seconds = seconds(encoder, LENGTHS[i]);
        if (round >= WARM_UP) {
          times.get(i).add(seconds);
        }
      }
    }
    System.out.printf(
        "  %6s%12s%24s%12s%14s%n",
        "tokens", "median", "fastest to slowest", "to first", "per token");
    double first = median(times.get(0));
    for (int i = 0; i < LENGTHS.length; i++) {
      List<Double> sorted = times.get(i);
      double median = median(sorted);
      System.out.printf(
          "  %6d%9.1f ms%12.1f to %6.1f ms%12.2f%11.2f ms%n",
          LENGTHS[i],
          1e3 * median,
          1e3 * sorted.get(0),
          1e3 * sorted.get(sorted.size() - 1),
          median / first,
          1e3 * median / LENGTHS[i]);
    }
  }

  private static List<Double> times() {
    return new ArrayList<>();
  }

  private static double seconds(SavedModelEncoder encoder, int tokens) {
    long[] ids = new long[tokens];
    Arrays.setAll(ids, i -> (i * 7919L) % Gpt2.VOCABULARY);
    long[] mask = new long[tokens];
    Arrays.fill(mask, 1);
    long start = System.nanoTime();
    encoder.hiddenStates(new long[][] {ids}, new long[][] {mask});
    return (System.nanoTime() - start) / 1e9;
  }

  /** Sorts the times, and returns the middle one. */
  private static double median(List<Double> seconds) {
    Collections.sort(seconds);
    return seconds.get(seconds.size() / 2);
  }
}
