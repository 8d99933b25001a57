package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;

/** Topic 10: what a gate holds on to. */
abstract class GateMemoryRules extends GateRules {

  private static final int WINDOWS = 3;
  private static final int STEPS = 2000;
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  /** In a window of 2000 steps: half of what a leak of 4 KiB a step adds up to. */
  private static final long BOUND = STEPS * 2048L;

  @Rule(id = "G10.1", says = "Scoring and learning for long grow neither heap nor process.")
  void workingForLongGrowsNothing() {
    GatingModel gate = open("max-message-bytes = 100");
    List<Footprint> after = new ArrayList<>();
    for (int i = 0; i <= WINDOWS; i++) {
      work(gate);
      after.add(Footprint.now());
    }
    require(after, "heap", Footprint::heap);
    require(after, "direct buffers", Footprint::direct);
    require(after, "process", Footprint::process);
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

  /** What leaks grows in every window, what is noise in some: the median tells them apart. */
  private static void require(List<Footprint> after, String what, ToLongFunction<Footprint> bytes) {
    List<Long> growth = new ArrayList<>();
    for (int i = 1; i < after.size(); i++) {
      growth.add(bytes.applyAsLong(after.get(i)) - bytes.applyAsLong(after.get(i - 1)));
    }
    List<Long> sorted = new ArrayList<>(growth);
    Collections.sort(sorted);
    assertThat(sorted.get(WINDOWS / 2))
        .as("median growth of the %s, in bytes per %d steps, of %s", what, STEPS, growth)
        .isLessThan(BOUND);
  }
}
