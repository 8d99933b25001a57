package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.engine.tensorflow.gating.GateFixture.FakeGate;
import org.gatehouse.engine.tensorflow.gating.GateFixture.HashingEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Snapshots that do not fit: refused with a reason, and nothing is restored, not even in part. */
class LinearGatingRestoreRefusalsTest {

  private static final Metagraph NETWORK = GateFixture.network(10, "a", "b", "c");

  private final FakeGate gate = GateFixture.gate("num-uids = 3", NETWORK);
  private final FakeGate source = GateFixture.gate("num-uids = 4", NETWORK, 8);

  LinearGatingRestoreRefusalsTest() {
    GateFixture.train(gate);
    GateFixture.train(source);
  }

  @AfterEach
  void close() {
    gate.close();
    source.close();
  }

  private void assertRefused(GatingSnapshot snapshot, String message) {
    GatingSnapshot before = gate.snapshot();
    GateScores scores = gate.forward("text");
    assertThatThrownBy(() -> gate.restore(snapshot, NETWORK))
        .isInstanceOf(SnapshotException.class)
        .hasMessage(message);
    assertThat(gate.snapshot()).isEqualTo(before);
    assertThat(gate.forward("text").scores()).isEqualTo(scores.scores());
    // Scores from before the attempt can still train: there was no restore.
    assertThat(gate.backward(scores, new float[] {0, 1, 2}).step()).isEqualTo(4);
  }

  @Test
  void weightsThatDiverged() {
    float[] bias = {0, Float.POSITIVE_INFINITY, 0};
    assertRefused(
        SnapshotEdits.with(gate.snapshot(), "head.lazy.bias", SnapshotTensor.floats(bias, 3)),
        "tensor head.lazy.bias holds Infinity for uid 1: the weights diverged");
  }

  @Test
  void anotherGate() {
    assertRefused(
        SnapshotEdits.ofGate(source.snapshot(), "sentence"),
        "the snapshot is of gate sentence; this is gate fake");
  }

  @Test
  void anotherEncoder() {
    assertRefused(
        SnapshotEdits.ofEncoder(source.snapshot(), "another"),
        "the snapshot is of encoder another; this is encoder hash");
  }

  @Test
  void anotherHiddenSize() {
    try (FakeGate narrow =
        new FakeGate(
            "fake",
            new HashingEncoder("hash", 8),
            "num-uids = 4",
            GateFixture.context(NETWORK, 7))) {
      assertRefused(
          narrow.snapshot(), "expected a tensor head.lazy.weight of F32[4, 16], found F32[4, 8]");
    }
  }

  @Test
  void anotherNetwork() {
    assertRefused(
        SnapshotEdits.ofNetuid(source.snapshot(), 3),
        "the snapshot is of netuid 3, the metagraph of 21");
  }

  @Test
  void withoutResets() {
    assertRefused(
        SnapshotEdits.without(source.snapshot(), "peers.resets"),
        "expected a tensor peers.resets of I64[numUids], found null");
  }

  @Test
  void withoutVelocity() {
    assertRefused(
        SnapshotEdits.without(source.snapshot(), "head.lazy.velocity.bias"),
        "expected a tensor head.lazy.velocity.bias of F32[4], found only [head.lazy.bias,"
            + " head.lazy.rates, head.lazy.touched, head.lazy.velocity.weight, head.lazy.weight,"
            + " peers.resets]");
  }

  @Test
  void withoutTheStepsOfTheLastTouches() {
    assertRefused(
        SnapshotEdits.without(source.snapshot(), "head.lazy.touched"),
        "expected a tensor head.lazy.touched of I64[4], found only [head.lazy.bias,"
            + " head.lazy.rates, head.lazy.velocity.bias, head.lazy.velocity.weight,"
            + " head.lazy.weight, peers.resets]");
  }

  @Test
  void withATouchAfterItsLastStep() {
    assertRefused(
        SnapshotEdits.with(
            source.snapshot(),
            "head.lazy.touched",
            SnapshotTensor.longs(new long[] {3, -1, 4, 0}, 4)),
        "tensor head.lazy.touched: expected a step up to 3, or -1, found 4 for uid 2");
  }

  @Test
  void withATouchBeforeItsFirstStep() {
    assertRefused(
        SnapshotEdits.with(
            source.snapshot(),
            "head.lazy.touched",
            SnapshotTensor.longs(new long[] {3, -2, 0, 0}, 4)),
        "tensor head.lazy.touched: expected a step up to 3, or -1, found -2 for uid 1");
  }

  @Test
  void withImpossibleRates() {
    assertRefused(
        SnapshotEdits.with(
            source.snapshot(), "head.lazy.rates", SnapshotTensor.floats(new float[] {0.1f, 1}, 2)),
        "tensor head.lazy.rates: expected a learning rate from 0 and a momentum in [0, 1), found"
            + " 0.1 and 1.0");
  }

  @Test
  void withHalfOfTheAccumulatedGradients() {
    GatingSnapshot upToDate =
        gate.withRows(
            SnapshotTensor.floats(new float[64], 4, 16), SnapshotTensor.floats(new float[4], 4));
    assertRefused(
        SnapshotEdits.with(
            upToDate, "head.gradient.weight", SnapshotTensor.floats(new float[64], 4, 16)),
        "expected a tensor head.gradient.bias of F32[4], found only [head.bias,"
            + " head.gradient.weight, head.velocity.bias, head.velocity.weight, head.weight,"
            + " peers.resets]");
  }

  @Test
  void withRowsOfAnotherNumberOfUids() {
    assertRefused(
        SnapshotEdits.with(
            source.snapshot(), "head.lazy.bias", SnapshotTensor.floats(new float[5], 5)),
        "expected a tensor head.lazy.bias of F32[4], found F32[5]");
  }

  @Test
  void withResetsOfAnotherType() {
    assertRefused(
        SnapshotEdits.with(
            source.snapshot(), "peers.resets", SnapshotTensor.floats(new float[4], 4)),
        "expected a tensor of I64, found F32[4]");
  }

  @Test
  void withResetsOfAnotherShape() {
    assertRefused(
        SnapshotEdits.with(
            source.snapshot(), "peers.resets", SnapshotTensor.longs(new long[4], 2, 2)),
        "expected a tensor peers.resets of I64[numUids], found I64[2, 2]");
  }

  @Test
  void withAHotkeyBeyondItsRows() {
    assertRefused(
        SnapshotEdits.withHotkey(source.snapshot(), 4, "e"),
        "expected hotkeys of uids below 4, the number of rows, found one of uid 4");
  }
}
