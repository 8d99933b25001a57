package org.gatehouse.gating.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigUtil;
import java.nio.file.Path;
import java.util.Random;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.engine.tensorflow.fixture.TinyGptNeo;
import org.junit.jupiter.api.Test;

class SavedStateTest {

  private static final Metagraph NETWORK = BanditGate.network(100, 12);
  private static final String MODEL =
      "gatehouse.gating.bandit.model-name = "
          + ConfigUtil.quoteString(TinyGptNeo.in(Path.of("target")).toString())
          + "\n";

  /** So many events that the directions were renewed twice. */
  private static final int EVENTS = 100;

  private static void learn(GatingModel gate, Random random) {
    GateScores scores = gate.forward("message number " + random.nextInt(20));
    int first = random.nextInt(12);
    gate.backward(
        scores.select(first, (first + 5) % 12),
        new float[] {random.nextFloat(), 0.1f * random.nextInt(5)});
  }

  @Test
  void aRestoredGateGoesOnBitForBit() {
    try (GatingModel gate = BanditGate.open(MODEL, NETWORK);
        GatingModel later = BanditGate.open(MODEL, NETWORK)) {
      Random random = new Random(1);
      for (int i = 0; i < EVENTS; i++) {
        learn(gate, random);
      }
      later.restore(gate.snapshot(), NETWORK);
      for (int i = 0; i < EVENTS; i++) {
        learn(gate, new Random(i));
        learn(later, new Random(i));
      }

      assertThat(later.forward("a message").scores()).isEqualTo(gate.forward("a message").scores());
      assertThat(later.snapshot().tensors()).isEqualTo(gate.snapshot().tensors());
    }
  }

  @Test
  void anotherNumberOfDirectionsIsRefusedByItsKey() {
    try (GatingModel gate = BanditGate.open(MODEL, NETWORK);
        GatingModel other =
            BanditGate.open(MODEL + "gatehouse.gating.bandit.components = 5", NETWORK)) {
      GatingSnapshot snapshot = gate.snapshot();

      assertThatThrownBy(() -> other.restore(snapshot, NETWORK))
          .isInstanceOf(SnapshotException.class)
          .hasMessage(
              "the snapshot tells messages apart in 16 directions;"
                  + " gatehouse.gating.bandit.components makes 5");
    }
  }
}
