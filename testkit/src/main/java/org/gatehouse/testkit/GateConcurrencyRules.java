package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.metagraph.Metagraph;

/** Topic 7: many threads on one gate. */
abstract class GateConcurrencyRules extends GateRules {

  private static final int THREADS = 4;
  private static final int STEPS = 100;
  private static final int GROWN = 40;

  /** Large enough for a change to take a while. */
  private static final int UIDS = 256;

  private static final Metagraph LARGE = GateNetwork.of(UIDS);
  private static final int[] SPREAD = {0, 85, 170, 255};

  private GatingModel large() {
    return open("num-uids = auto", LARGE);
  }

  private static void train(GatingModel gate, int turn) {
    GateScores scores = gate.forward(MESSAGES.get(turn % MESSAGES.size()));
    gate.backward(scores.select(SPREAD), rewards(turn));
  }

  @Rule(id = "G7.1", says = "No step is lost when many threads train at once.")
  @Needs(Capability.LEARN)
  void noStepIsLost() throws Exception {
    GatingModel gate = open();
    Set<Long> numbers = ConcurrentHashMap.newKeySet();
    Callable<Void> trainer =
        () -> {
          GateScores scores = asked(gate, 0);
          for (int i = 0; i < STEPS; i++) {
            numbers.add(gate.backward(scores, rewards(i)).step());
          }
          return null;
        };
    GateTraffic.run(Collections.nCopies(THREADS, trainer));
    assertThat(numbers)
        .as("the numbers of %d steps, each given once", THREADS * STEPS)
        .hasSize(THREADS * STEPS)
        .contains(1L, (long) THREADS * STEPS);
  }

  @Rule(id = "G7.2", says = "A batch is scored before or after a step, never in the midst of one.")
  @Needs(Capability.LEARN)
  void scoresAreOfOneVersion() throws Exception {
    GatingModel gate = large();
    int[] turn = {0};
    GateTraffic.requireWholeEvents(
        "scores",
        () -> batch(gate),
        () -> {
          train(gate, turn[0]++);
          return gate;
        });
  }

  /** One message three times: whatever it scores, it scores it each time. */
  private static List<Float> batch(GatingModel gate) {
    List<Float> values = new ArrayList<>();
    for (GateScores scores : gate.forward(Collections.nCopies(3, MESSAGES.get(0)))) {
      IntStream.range(0, scores.size()).forEach(i -> values.add(scores.scoreAt(i)));
    }
    return values;
  }

  @Rule(
      id = "G7.3",
      says = "A batch is scored before or after a resync, never in the midst of one.")
  @Needs(Capability.RESYNC)
  void scoresAreOfOneNetwork() throws Exception {
    GatingModel gate = large();
    Metagraph[] network = {LARGE};
    GateTraffic.requireWholeEvents(
        "scores",
        () -> batch(gate),
        () -> {
          Metagraph latest = GateNetwork.replaced(network[0]);
          assertThat(gate.resync(network[0], latest).replaced().size()).isEqualTo(UIDS);
          network[0] = latest;
          return gate;
        });
  }

  /** What a snapshot holds, for comparison by content. */
  private record Copy(long step, Object hotkeys, Object tensors) {}

  @Rule(id = "G7.4", says = "A snapshot is of one moment, also while the gate learns.")
  @Needs({Capability.LEARN, Capability.SNAPSHOT})
  void aSnapshotIsOfOneMoment() throws Exception {
    GatingModel gate = large();
    int[] turn = {0};
    GateTraffic.requireWholeEvents(
        "snapshots",
        () -> {
          GatingSnapshot snapshot = gate.snapshot();
          return new Copy(snapshot.step(), snapshot.hotkeys(), snapshot.tensors());
        },
        () -> {
          train(gate, turn[0]++);
          return gate;
        });
  }

  @Rule(id = "G7.5", says = "Growing disturbs no call of other threads.")
  @Needs(Capability.RESYNC)
  void growingDisturbsNobody() throws Exception {
    GatingModel gate = open();
    AtomicInteger looks = new AtomicInteger();
    List<Callable<Void>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          Metagraph network = NETWORK;
          for (int uid = 8; uid < GROWN; uid++) {
            int seen = looks.get();
            Metagraph latest = GateNetwork.added(network, uid);
            gate.resync(network, latest);
            network = latest;
            // Otherwise it may be over before anybody looks.
            while (looks.get() == seen && !isInterrupted()) {
              LockSupport.parkNanos(10_000);
            }
          }
          return null;
        });
    for (int i = 0; i < THREADS; i++) {
      tasks.add(
          () -> {
            for (int size = 8; size < GROWN && !isInterrupted(); ) {
              int now = gate.forward(MESSAGES.get(0)).size();
              assertThat(now).as("numUids, which never shrinks").isGreaterThanOrEqualTo(size);
              size = now;
              if (gate.capabilities().contains(Capability.LEARN)) {
                step(gate, size);
              }
              looks.incrementAndGet();
            }
            return null;
          });
    }
    GateTraffic.run(tasks);
    assertThat(gate.numUids()).as("numUids at the end").isEqualTo(GROWN);
  }

  private static boolean isInterrupted() {
    return Thread.currentThread().isInterrupted();
  }
}
