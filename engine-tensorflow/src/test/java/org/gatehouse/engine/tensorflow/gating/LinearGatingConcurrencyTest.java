package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.engine.tensorflow.gating.GateFixture.FakeGate;
import org.gatehouse.engine.tensorflow.gating.GateFixture.HashingEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many threads on one gate. One thread trains all uids of the lower half and no other, one replaces
 * all peers of the upper half: so each half has one state after each event. The two threads record
 * hashes of these; whatever else is seen of a half was torn.
 */
@Timeout(90)
class LinearGatingConcurrencyTest {

  /** Large enough for an update to take a while. */
  private static final int HALF = 1024;

  private static final int HIDDEN = 64;
  private static final int READERS = 8;
  private static final long SECONDS = 3;
  private static final int[] LOWER = IntStream.range(0, HALF).toArray();

  /** What a snapshot said and held. */
  private record Copy(long step, long block, int lower, int upper) {

    static Copy of(GatingSnapshot snapshot) {
      Long block = snapshot.block();
      return new Copy(
          snapshot.step(), block == null ? -1 : block, state(snapshot, 0), state(snapshot, HALF));
    }
  }

  /** A softmax over so many peers has tiny gradients. */
  private final FakeGate gate =
      new FakeGate(
          "fake",
          new HashingEncoder("hash", HIDDEN),
          "num-uids = " + 2 * HALF + ", learning-rate = 1e6",
          GateFixture.context(network(0), 7));

  private final Set<Integer> scoresAfterSteps = ConcurrentHashMap.newKeySet();
  private final Set<Integer> scoresAfterResyncs = ConcurrentHashMap.newKeySet();
  private final Map<Long, Integer> stateAfterStep = new ConcurrentHashMap<>();
  private final Map<Long, Integer> stateAfterBlock = new ConcurrentHashMap<>();

  private final Set<Integer> lowerScores = ConcurrentHashMap.newKeySet();
  private final Set<Integer> upperScores = ConcurrentHashMap.newKeySet();
  private final Set<Copy> copies = ConcurrentHashMap.newKeySet();
  private volatile boolean over;

  private static Metagraph network(long block) {
    return GateFixture.network(
        block,
        IntStream.range(0, 2 * HALF)
            .mapToObj(uid -> uid < HALF ? "stays " + uid : "block " + block + " uid " + uid)
            .toArray(String[]::new));
  }

  @Test
  void nobodySeesHalfAnEvent() throws Exception {
    recordStep(0);
    recordResync(0);
    ExecutorService threads = Executors.newFixedThreadPool(READERS + 3);
    try {
      List<Future<?>> running = new ArrayList<>();
      running.add(threads.submit(this::train));
      running.add(threads.submit(this::resync));
      running.add(threads.submit(this::copy));
      for (int i = 0; i < READERS; i++) {
        running.add(threads.submit(this::score));
      }
      do {
        TimeUnit.SECONDS.sleep(SECONDS);
      } while (tooFewEvents() && running.stream().noneMatch(Future::isDone));
      over = true;
      for (Future<?> each : running) {
        each.get(60, TimeUnit.SECONDS);
      }
    } finally {
      over = true;
      threads.shutdown();
      assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      gate.close();
    }
    assertThat(scoresAfterSteps).as("every step moves").hasSameSizeAs(stateAfterStep.keySet());
    assertThat(lowerScores).as("scores of trained peers").isSubsetOf(scoresAfterSteps);
    assertThat(upperScores).as("scores of replaced peers").isSubsetOf(scoresAfterResyncs);
    for (Copy copy : copies) {
      assertThat(copy.lower()).as("%s", copy).isEqualTo(stateAfterStep.get(copy.step()));
      assertThat(copy.upper()).as("%s", copy).isEqualTo(stateAfterBlock.get(copy.block()));
    }
  }

  /** A busy machine needs longer. */
  private boolean tooFewEvents() {
    return stateAfterStep.size() < 20
        || stateAfterBlock.size() < 20
        || copies.size() < 10
        || lowerScores.size() < 10
        || upperScores.size() < 10;
  }

  private void train() {
    Random random = new Random(1);
    while (!over) {
      float[] rewards = new float[HALF];
      for (int i = 0; i < HALF; i++) {
        rewards[i] = 3 * random.nextFloat();
      }
      GateScores scores = gate.forward("train " + random.nextInt(10));
      recordStep(gate.backward(scores.select(LOWER), rewards).step());
    }
  }

  private void recordStep(long step) {
    scoresAfterSteps.add(half(gate.forward("text"), 0));
    stateAfterStep.put(step, Copy.of(gate.snapshot()).lower());
  }

  private void resync() {
    for (long block = 1; !over; block++) {
      ResyncReport report = gate.resync(network(block - 1), network(block));
      assertThat(report.replaced().size()).isEqualTo(HALF);
      assertThat(report.disagreeing().isEmpty()).isTrue();
      recordResync(block);
    }
  }

  private void recordResync(long block) {
    scoresAfterResyncs.add(half(gate.forward("text"), HALF));
    stateAfterBlock.put(block, Copy.of(gate.snapshot()).upper());
  }

  private void copy() {
    while (!over) {
      copies.add(Copy.of(gate.snapshot()));
    }
  }

  private void score() {
    while (!over) {
      GateScores scores = gate.forward("text");
      lowerScores.add(half(scores, 0));
      upperScores.add(half(scores, HALF));
    }
  }

  private static int half(GateScores scores, int from) {
    return Arrays.hashCode(Arrays.copyOfRange(scores.scores(), from, from + HALF));
  }

  /** Returns a hash of all that a snapshot holds of half of the uids. */
  private static int state(GatingSnapshot snapshot, int from) {
    int hash = snapshot.hotkeys().subMap(from, from + HALF).hashCode();
    long[] resets = snapshot.tensors().get("peers.resets").toLongs();
    hash = 31 * hash + Arrays.hashCode(Arrays.copyOfRange(resets, from, from + HALF));
    for (String tensor : GateFixture.rows(snapshot)) {
      float[] values = GateFixture.floats(snapshot.tensors().get(tensor));
      int width = values.length / (2 * HALF);
      float[] half = Arrays.copyOfRange(values, from * width, (from + HALF) * width);
      hash = 31 * hash + Arrays.hashCode(half);
    }
    return hash;
  }
}
