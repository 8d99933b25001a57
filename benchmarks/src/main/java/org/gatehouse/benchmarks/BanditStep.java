package org.gatehouse.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.config.HostContext;

/**
 * Measures what a step of the gate {@code bandit} costs besides encoding, beside one of the gate
 * {@code sentence}: both have asked every peer, remember how all messages are encoded, and take
 * turns. The heap is that of {@code bandit} with what it remembers of messages, before the other
 * gate is opened. Prints a table.
 */
public final class BanditStep {

  private static final int[] NUM_UIDS = {256, 1024, 4096};
  private static final int[] ASKED = {5, 50};

  /** More than the gate remembers with what was earned for them. */
  private static final int MESSAGES = 1200;

  private static final int UNMEASURED = 1500;
  private static final int MEASURED = 1000;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MIB = 1024.0 * 1024;

  private BanditStep() {}

  /** Runs the measurement. */
  public static void main(String[] arguments) {
    List<String> messages = messages();
    System.out.printf(
        "medians of %d steps; load average %.1f before%n%n",
        MEASURED, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    System.out.println("| uids | asked | forward | backward | both | `sentence`, both | heap |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (int numUids : NUM_UIDS) {
      for (int asked : ASKED) {
        System.out.println(row(numUids, asked, messages));
      }
    }
  }

  private static List<String> messages() {
    List<String> prompts = Messages.ofDemonstration();
    return IntStream.range(0, MESSAGES)
        .mapToObj(i -> prompts.get(i % prompts.size()) + " Say it in " + (9 + i / 200) + " words.")
        .toList();
  }

  private static String row(int numUids, int asked, List<String> messages) {
    double before = heap();
    try (Gatehouse bandit = open("bandit", numUids)) {
      Steps banditSteps = new Steps(bandit.gate(), messages);
      banditSteps.askEverybody(numUids, asked);
      Random random = new Random(1);
      for (int i = 0; i < UNMEASURED; i++) {
        banditSteps.take(drawn(random, numUids, asked));
      }
      double heap = heap() - before;
      try (Gatehouse sentence = open("sentence", numUids)) {
        Steps sentenceSteps = new Steps(sentence.gate(), messages);
        sentenceSteps.askEverybody(numUids, asked);
        for (int i = 0; i < 2 * MEASURED; i++) {
          int[] uids = drawn(random, numUids, asked);
          banditSteps.take(uids);
          sentenceSteps.take(uids);
        }
        double forward = median(banditSteps.forward);
        double backward = median(banditSteps.backward);
        double other = median(sentenceSteps.forward) + median(sentenceSteps.backward);
        return "| %d | %d | %.2f ms | %.2f ms | %.2f ms | %.2f ms | %.0f MiB |"
            .formatted(numUids, asked, forward, backward, forward + backward, other, heap);
      }
    }
  }

  private static int[] drawn(Random random, int numUids, int asked) {
    return random.ints(0, numUids).distinct().limit(asked).toArray();
  }

  private static Gatehouse open(String gate, int numUids) {
    return Gatehouse.open(
        GatehouseConfig.loader()
            .set("gatehouse.gating.model=" + gate)
            .set("gatehouse.gating.num-uids=" + numUids)
            .load(),
        HostContext.standalone());
  }

  private static double median(List<Double> millis) {
    double[] measured =
        millis.subList(millis.size() - MEASURED, millis.size()).stream()
            .mapToDouble(Double::doubleValue)
            .toArray();
    Arrays.sort(measured);
    return measured[MEASURED / 2];
  }

  private static double heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
  }

  /** Steps of a gate, and how long they took. */
  private static final class Steps {
    private final GatingModel gate;
    private final List<String> messages;
    private final Random rewards = new Random(2);
    private final List<Double> forward = new ArrayList<>();
    private final List<Double> backward = new ArrayList<>();

    Steps(GatingModel gate, List<String> messages) {
      this.gate = gate;
      this.messages = messages;
      messages.forEach(gate::forward);
    }

    void askEverybody(int numUids, int asked) {
      for (int first = 0; first < numUids; first += asked) {
        take(IntStream.range(first, Math.min(first + asked, numUids)).toArray());
      }
    }

    void take(int[] uids) {
      float[] earned = new float[uids.length];
      for (int i = 0; i < earned.length; i++) {
        earned[i] = rewards.nextFloat();
      }
      String message = messages.get(forward.size() % messages.size());
      long start = System.nanoTime();
      GateScores scores = gate.forward(message);
      long scored = System.nanoTime();
      gate.backward(scores.select(uids), earned);
      forward.add((scored - start) / NANOS_PER_MILLI);
      backward.add((System.nanoTime() - scored) / NANOS_PER_MILLI);
    }
  }
}
