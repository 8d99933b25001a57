package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.Representing;

/** Topic 8: the end of a gate. */
abstract class GateLifecycleRules extends GateRules {

  private static final int THREADS = 3;
  private static final int ROUNDS = 3;

  @Rule(id = "G8.1", says = "A gate may be closed twice.")
  void aGateMayBeClosedTwice() {
    GatingModel gate = open();
    close(gate);
    close(gate);
  }

  @Rule(id = "G8.2", says = "Every call on a closed gate throws IllegalStateException.")
  void aClosedGateDoesNothing() {
    GatingModel gate = open();
    Set<Capability> can = gate.capabilities();
    GateScores scores = asked(gate, 0);
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("numUids", gate::numUids);
    calls.put("forward", () -> gate.forward(MESSAGES.get(0)));
    calls.put("forward of a batch", () -> gate.forward(MESSAGES));
    calls.put("forward of an empty batch", () -> gate.forward(List.of()));
    if (can.contains(Capability.LEARN)) {
      calls.put("backward", () -> gate.backward(scores, rewards(0)));
    }
    if (can.contains(Capability.RESYNC)) {
      calls.put("resync", () -> gate.resync(NETWORK, GateNetwork.replaced(NETWORK)));
    }
    if (can.contains(Capability.SNAPSHOT)) {
      GatingSnapshot snapshot = gate.snapshot();
      calls.put("snapshot", gate::snapshot);
      calls.put("restore", () -> gate.restore(snapshot, NETWORK));
    }
    close(gate);
    calls.forEach(
        (name, call) ->
            assertThatThrownBy(call)
                .as("%s of a closed gate", name)
                .isInstanceOf(IllegalStateException.class));
  }

  @Rule(id = "G8.3", says = "Capabilities and extensions are the same before and after a close.")
  void capabilitiesAndExtensionsNeverChange() {
    GatingModel gate = open();
    Set<Capability> capabilities = Set.copyOf(gate.capabilities());
    boolean representing = gate.extension(Representing.class).isPresent();
    train(gate);
    assertThat(gate.capabilities()).as("capabilities later").isEqualTo(capabilities);
    close(gate);
    assertThat(gate.capabilities()).as("capabilities of a closed gate").isEqualTo(capabilities);
    assertThat(gate.extension(Representing.class).isPresent())
        .as("Representing of a closed gate")
        .isEqualTo(representing);
  }

  @Rule(id = "G8.4", says = "A close under way of other calls ends them well or by refusal.")
  void aGateMayBeClosedWhileItWorks() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      GatingModel gate = open();
      CountDownLatch working = new CountDownLatch(2 * THREADS);
      AtomicBoolean closed = new AtomicBoolean();
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        tasks.add(() -> untilRefused(working, closed, () -> score(gate)));
      }
      if (gate.capabilities().contains(Capability.LEARN)) {
        GateScores scores = asked(gate, 0);
        tasks.add(() -> untilRefused(working, closed, () -> gate.backward(scores, rewards(0))));
      }
      tasks.add(
          () -> {
            assertThat(working.await(20, TimeUnit.SECONDS)).as("calls are under way").isTrue();
            close(gate);
            closed.set(true);
            return null;
          });
      GateTraffic.run(tasks);
    }
  }

  private static Object score(GatingModel gate) {
    GateScores scores = gate.forward(MESSAGES.get(0));
    assertThat(scores.size()).as("number of scores beside a close").isEqualTo(8);
    return scores;
  }

  /** Goes on until the gate is closed; anything else that is thrown fails the rule. */
  private static Void untilRefused(CountDownLatch working, AtomicBoolean closed, Callable<?> call)
      throws Exception {
    try {
      while (!closed.get()) {
        call.call();
        working.countDown();
      }
      call.call();
    } catch (IllegalStateException refused) {
      return null;
    }
    throw new AssertionError("a call that began after the close was not refused");
  }

  @Rule(id = "G8.5", says = "Two gates of one provider share nothing that can be seen.")
  void twoGatesAreIndependent() {
    GatingModel gate = open();
    GatingModel other = open();
    GateState before = state(gate);
    train(other);
    if (other.capabilities().contains(Capability.RESYNC)) {
      other.resync(NETWORK, GateNetwork.replaced(NETWORK));
    }
    close(other);
    before.assertSame("state after another gate learned, followed and closed", state(gate));
  }
}
