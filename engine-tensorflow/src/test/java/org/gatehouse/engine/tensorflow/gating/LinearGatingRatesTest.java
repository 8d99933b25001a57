package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.engine.tensorflow.gating.GateFixture.FakeGate;
import org.junit.jupiter.api.Test;

/** Steps that were written down, taken again by a gate of another configuration. */
class LinearGatingRatesTest {

  @Test
  void aStepIsReplayedAtTheRatesItWasTakenWith() {
    try (FakeGate gate = GateFixture.gate("num-uids = 3, learning-rate = 0.5, momentum = 0.75");
        FakeGate later = GateFixture.gate("num-uids = 3, learning-rate = 0.125, momentum = 0")) {
      for (int turn = 0; turn < 3; turn++) {
        GateScores scores = gate.forward("message " + turn).select(0, 2);
        GateScores revived = later.revive(gate.record(scores));
        RecordedScores again = later.record(revived);
        float[] rewards = {1, turn};
        assertThat(later.backward(revived, rewards)).isEqualTo(gate.backward(scores, rewards));
        assertThat(again).isEqualTo(gate.record(scores));
      }
      assertThat(later.snapshot().tensors()).isEqualTo(gate.snapshot().tensors());
    }
  }

  @Test
  void impossibleRatesAreRefused() {
    try (FakeGate gate = GateFixture.gate("num-uids = 3")) {
      RecordedScores good = gate.record(gate.forward("message"));
      for (float[] rates : new float[][] {{Float.NaN, 0}, {-1, 0}, {1, 1}, {1, Float.NaN}}) {
        byte[] payload = good.payload();
        ByteBuffer.wrap(payload, 1, 8).putFloat(rates[0]).putFloat(rates[1]);
        assertThatThrownBy(() -> gate.revive(new RecordedScores(good.uids(), payload)))
            .isInstanceOf(SnapshotException.class)
            .hasMessageStartingWith(
                "expected a learning rate from 0 and a momentum in [0, 1), found ");
      }
    }
  }
}
