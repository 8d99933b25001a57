package org.gatehouse.gating.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.Representing;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real encoder and the real head under everything that a busy host does at once. */
class SentenceGateConcurrencyTest {

  private static final int READERS = 8;
  private static final int FORWARDS = 40;
  private static final int NUM_UIDS = 64;

  private final Metagraph network = SentenceGate.network(1, NUM_UIDS);
  private final AtomicBoolean readersDone = new AtomicBoolean();

  @Test
  @Timeout(value = 100, unit = TimeUnit.SECONDS)
  void eightThreadsScoreWhileOthersTrainResyncAndCopy() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(READERS + 3);
    try (GatingModel gate =
        SentenceGate.open(
            SentenceGate.FORGETFUL + "gatehouse.gating { num-uids = auto, learning-rate = 1 }",
            network)) {
      float[] alone = representation(gate, "What is Atlantis?");
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(threads.submit(() -> score(gate, alone)));
      }
      List<Future<Long>> writers =
          List.of(
              threads.submit(() -> repeat(() -> train(gate))),
              threads.submit(() -> repeat(resyncs(gate))),
              threads.submit(() -> repeat(() -> copy(gate))));
      for (Future<?> reader : readers) {
        reader.get();
      }
      readersDone.set(true);
      for (Future<Long> writer : writers) {
        assertThat(writer.get()).as("rounds beside the readers").isGreaterThan(10);
      }
    } finally {
      readersDone.set(true);
      threads.shutdownNow();
    }
  }

  private static float[] representation(GatingModel gate, String message) {
    return gate.extension(Representing.class).orElseThrow().representation(gate.forward(message));
  }

  private static Void score(GatingModel gate, float[] alone) {
    for (int i = 0; i < FORWARDS; i++) {
      List<GateScores> scores = gate.forward(List.of("What is Atlantis?", "a"));
      assertThat(scores).extracting(GateScores::size).containsExactly(NUM_UIDS, NUM_UIDS);
      assertThat(representation(gate, "What is Atlantis?")).containsExactly(alone);
    }
    return null;
  }

  private long repeat(Callable<?> round) throws Exception {
    long rounds = 0;
    while (!readersDone.get()) {
      round.call();
      rounds++;
    }
    return rounds;
  }

  private static Object train(GatingModel gate) {
    GateScores scores = gate.forward("a").select(1, 2, 3);
    return gate.backward(scores, new float[] {1, 0, 0.5f});
  }

  /** Gives uid 63 another peer each time. */
  private Callable<?> resyncs(GatingModel gate) {
    Metagraph[] previous = {network};
    return () -> {
      Metagraph latest = replaced(previous[0].block() + 1);
      assertThat(gate.resync(previous[0], latest).replaced().toArray()).containsExactly(63);
      previous[0] = latest;
      return latest;
    };
  }

  private Metagraph replaced(long block) {
    List<Neuron> neurons = new ArrayList<>(network.neurons().subList(0, 63));
    neurons.add(Neuron.of(63, "successor-" + block));
    return Metagraph.of(1, block, neurons);
  }

  /** A copy must be of one moment: as many resets of uid 63 as its hotkey says. */
  private static Object copy(GatingModel gate) {
    GatingSnapshot snapshot = gate.snapshot();
    String hotkey = snapshot.hotkeys().get(63);
    long resets = snapshot.tensors().get("peers.resets").toLongs()[63];
    assertThat(hotkey).isEqualTo(resets == 0 ? "hotkey-63" : "successor-" + (resets + 1));
    return snapshot;
  }
}
