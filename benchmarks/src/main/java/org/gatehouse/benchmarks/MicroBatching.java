package org.gatehouse.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.host.batching.BatchingGate;
import org.gatehouse.host.batching.BatchingSettings;

/**
 * Measures what joining the calls of 32 clients into batches does to their number and to the time
 * that each takes: the same gate with and without, taking turns, on the demonstration's prompts of
 * 4 to 38 words. Prints a table and, as the last line, the same as JSON.
 */
public final class MicroBatching {

  private static final int ROUNDS = 5;
  private static final int SECONDS = 4;
  private static final int CLIENTS = 32;
  private static final int QUEUE = 256;
  private static final double MILLIS_PER_SECOND = 1000;
  private static final int[] MAX_BATCHES = {8, 16, 32};

  private static final String SINGLE = "1 client, not batched";
  private static final String SINGLE_BATCHED = "1 client, batched";
  private static final String UNBATCHED = CLIENTS + " clients, not batched";

  /** Some clients of a gate. */
  private record Setting(GatingModel gate, int clients) {}

  private MicroBatching() {}

  /** Runs the measurement. */
  public static void main(String[] arguments) throws InterruptedException, ExecutionException {
    List<String> prompts = Messages.ofDemonstration();
    try (Gatehouse gatehouse = SentenceGate.open()) {
      Map<String, Setting> settings = settings(gatehouse.gate());
      Map<String, List<Load>> loads = new LinkedHashMap<>();
      for (int round = 0; round <= ROUNDS; round++) {
        for (Map.Entry<String, Setting> entry : settings.entrySet()) {
          Setting setting = entry.getValue();
          Load load = Load.of(setting.gate(), prompts, setting.clients(), SECONDS, round);
          // The first round is for the JVM and the caches.
          if (round > 0) {
            loads.computeIfAbsent(entry.getKey(), name -> new ArrayList<>()).add(load);
            System.out.printf("round %d of %d: %s%n", round, ROUNDS, row(entry.getKey(), load));
          }
        }
      }
      print(loads);
    }
  }

  private static Map<String, Setting> settings(GatingModel gate) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    settings.put(SINGLE, new Setting(gate, 1));
    settings.put(SINGLE_BATCHED, new Setting(batched(gate, QUEUE), 1));
    settings.put(UNBATCHED, new Setting(gate, CLIENTS));
    for (int maxBatch : MAX_BATCHES) {
      settings.put(batched(maxBatch), new Setting(batched(gate, maxBatch), CLIENTS));
    }
    return settings;
  }

  private static String batched(int maxBatch) {
    return CLIENTS + " clients, max-batch " + maxBatch;
  }

  private static BatchingGate batched(GatingModel gate, int maxBatch) {
    return new BatchingGate(
        gate, new BatchingSettings(maxBatch, Duration.ZERO, QUEUE), messages -> {});
  }

  private static String row(String name, Load load) {
    return "%-24s %7.1f/s, p50 %7.1f ms, p99 %7.1f ms"
        .formatted(name, load.perSecond(), load.median(), load.p99());
  }

  private static void print(Map<String, List<Load>> loads) {
    Map<String, Load> medians = new LinkedHashMap<>();
    loads.forEach((name, rounds) -> medians.put(name, Load.median(rounds)));
    Load single = Objects.requireNonNull(medians.get(SINGLE));
    OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
    System.out.printf(
        "%nmedians of %d rounds of %d s; %d processors, load average %.1f at the end%n",
        ROUNDS, SECONDS, machine.getAvailableProcessors(), machine.getSystemLoadAverage());
    medians.forEach((name, load) -> System.out.println(row(name, load)));
    System.out.println();
    for (int maxBatch : MAX_BATCHES) {
      Load batched = Objects.requireNonNull(medians.get(batched(maxBatch)));
      System.out.printf(
          "max-batch %d beside not batched, same round: throughput %.2f, p99 %.2f; p99 %.1f of the"
              + " single client's p99, %.1f of its p50%n",
          maxBatch,
          ratio(loads, maxBatch, Load::perSecond),
          ratio(loads, maxBatch, Load::p99),
          batched.p99() / single.p99(),
          batched.p99() / single.median());
    }
    System.out.printf(
        "%d clients that never pause each wait 3 times the single client's p99 on average at"
            + " %.0f/s (clients / time)%n",
        CLIENTS, CLIENTS * MILLIS_PER_SECOND / (3 * single.p99()));
    System.out.println(json(medians));
  }

  /** The median over the rounds of what batching makes of a number. */
  private static double ratio(
      Map<String, List<Load>> loads, int maxBatch, ToDoubleFunction<Load> number) {
    List<Load> batched = Objects.requireNonNull(loads.get(batched(maxBatch)));
    List<Load> unbatched = Objects.requireNonNull(loads.get(UNBATCHED));
    return IntStream.range(0, ROUNDS)
        .mapToDouble(
            round ->
                number.applyAsDouble(batched.get(round))
                    / number.applyAsDouble(unbatched.get(round)))
        .sorted()
        .skip(ROUNDS / 2)
        .findFirst()
        .orElseThrow();
  }

  private static String json(Map<String, Load> medians) {
    return medians.entrySet().stream()
        .map(
            entry ->
                "\"%s\": {\"per_second\": %.1f, \"p50_ms\": %.2f, \"p99_ms\": %.2f}"
                    .formatted(
                        entry.getKey(),
                        entry.getValue().perSecond(),
                        entry.getValue().median(),
                        entry.getValue().p99()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
