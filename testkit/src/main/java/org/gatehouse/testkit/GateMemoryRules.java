package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.junit.jupiter.api.parallel.Isolated;

/** Topic 10: what a gate holds on to. */
@Isolated("it measures the whole process")
abstract class GateMemoryRules extends GateRules {

  private static final int FEWEST_WINDOWS = 3;
  private static final int MOST_WINDOWS = 7;
  private static final int STEPS = 2000;
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  /** In a window of 2000 steps: a quarter of what a leak of 4 KiB a step adds up to. */
  private static final long BOUND = STEPS * 1024L;

  @Rule(id = "G10.1", says = "Scoring and learning for long grow neither heap nor process.")
  void workingForLongGrowsNothing() {
    GatingModel gate = open("max-message-bytes = 100");
    List<ByteBuffer> held = Footprint.fillGaps();
    try {
      assertThat(grown(gate))
          .as("what grows, by its bytes in windows of %d steps", STEPS)
          .isEmpty();
    } finally {
      Reference.reachabilityFence(held);
    }
  }

  private static Map<String, List<Long>> grown(GatingModel gate) {
    List<Footprint> after = new ArrayList<>();
    do {
      work(gate);
      after.add(Footprint.now());
    } while (after.size() <= FEWEST_WINDOWS
        || (after.size() <= MOST_WINDOWS && !grown(after).isEmpty()));
    return grown(after);
  }

  /** Takes 2000 steps and as many forward passes as fit in the time. */
  private static void work(GatingModel gate) {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    GateScores scores = asked(gate, 0);
    boolean learns = gate.capabilities().contains(Capability.LEARN);
    for (int i = 0; i < STEPS; i++) {
      if (System.nanoTime() < deadline) {
        scores = asked(gate, i);
      }
      if (learns) {
        gate.backward(scores, rewards(i));
      }
    }
  }

  /**
   * What leaks grows in every window and adds up; what is noise grows in some, or is given back in
   * the next: so the median counts, and the mean.
   */
  private static Map<String, List<Long>> grown(List<Footprint> after) {
    Map<String, List<Long>> grown = new TreeMap<>();
    grown.put("heap", growth(after, Footprint::heap));
    grown.put("direct buffers", growth(after, Footprint::direct));
    grown.put("process", growth(after, Footprint::process));
    grown.values().removeIf(growth -> Math.min(median(growth), mean(growth)) < BOUND);
    return grown;
  }

  private static long median(List<Long> growth) {
    return growth.stream().sorted().toList().get(growth.size() / 2);
  }

  private static long mean(List<Long> growth) {
    return growth.stream().mapToLong(Long::longValue).sum() / growth.size();
  }

  private static List<Long> growth(List<Footprint> after, ToLongFunction<Footprint> bytes) {
    List<Long> growth = new ArrayList<>();
    for (int i = 1; i < after.size(); i++) {
      growth.add(bytes.applyAsLong(after.get(i)) - bytes.applyAsLong(after.get(i - 1)));
    }
    return growth;
  }
}
