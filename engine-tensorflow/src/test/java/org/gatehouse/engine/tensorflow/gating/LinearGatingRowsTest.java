package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import java.util.SplittableRandom;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.LinearRows;
import org.gatehouse.api.gating.Representing;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.engine.tensorflow.gating.GateFixture.FakeGate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows that something else has learned. */
class LinearGatingRowsTest {

  private static final int HIDDEN = GateFixture.DIMENSION;

  private final FakeGate gate = GateFixture.gate("num-uids = 3, gradient-accumulation = upstream");
  private final LinearRows rows = gate.extension(LinearRows.class).orElseThrow();

  @AfterEach
  void close() {
    gate.close();
  }

  private static SnapshotTensor random(int seed, int... shape) {
    int size = 1;
    for (int length : shape) {
      size *= length;
    }
    float[] values = new float[size];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < size; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return SnapshotTensor.floats(values, shape);
  }

  private void assertRefused(SnapshotTensor weight, SnapshotTensor bias, String message) {
    assertThatThrownBy(() -> rows.withRows(weight, bias))
        .isInstanceOf(SnapshotException.class)
        .hasMessage(message);
  }

  @Test
  void scoreAsWhatLearnedThemDid() {
    SnapshotTensor weight = random(1, 5, HIDDEN);
    SnapshotTensor bias = random(2, 5);
    GateFixture.train(gate);
    GatingSnapshot before = gate.snapshot();
    GatingSnapshot snapshot = rows.withRows(weight, bias);
    assertThat(gate.snapshot()).isEqualTo(before);

    RestoreReport report =
        gate.restore(snapshot, GateFixture.network(1, "a", "b", "c", "d", null, "f"));
    assertThat(report.restored().toArray()).containsExactly(0, 1, 2, 3);
    assertThat(report.reset().toArray()).containsExactly(5);
    GateScores scores = gate.forward("a message");
    float[] h = gate.extension(Representing.class).orElseThrow().representation(scores);
    float[] w = weight.toFloats();
    for (int uid = 0; uid < 5; uid++) {
      double expected = bias.toFloats()[uid];
      for (int i = 0; i < HIDDEN; i++) {
        expected += (double) w[uid * HIDDEN + i] * h[i];
      }
      assertThat((double) scores.scores()[uid]).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void areTheStateOfANewGateAtRest() {
    GateFixture.train(gate);
    GatingSnapshot snapshot = rows.withRows(random(1, 4, HIDDEN), random(2, 4));
    assertThat(snapshot.step()).isZero();
    assertThat(snapshot.generation()).isZero();
    assertThat(snapshot.seed()).isEqualTo(7);
    assertThat(snapshot.netuid()).isNull();
    assertThat(snapshot.block()).isNull();
    assertThat(snapshot.hotkeys()).isEmpty();
    assertThat(snapshot.tensors().keySet())
        .isEqualTo(
            Set.of(
                "head.weight",
                "head.bias",
                "head.velocity.weight",
                "head.velocity.bias",
                "peers.resets"));
    assertThat(snapshot.tensors().get("head.velocity.weight").toFloats()).containsOnly(0);
    assertThat(snapshot.tensors().get("head.velocity.bias").toFloats()).containsOnly(0);
    assertThat(snapshot.tensors().get("peers.resets").toLongs()).containsOnly(0);
  }

  @Test
  void ofAnotherHiddenSizeAreRefusedWithBothNumbers() {
    assertRefused(
        random(1, 4, 768),
        random(2, 4),
        "expected rows of 16 components, as encoder hash makes them, found rows of 768: they were"
            + " learned with another encoder");
  }

  @Test
  void ofOtherShapesAreRefused() {
    String expected =
        "expected a weight of F32[numUids, hidden] and a bias of F32[numUids], found ";
    assertRefused(
        random(1, 4, HIDDEN), random(2, 3), expected + "F32[4, " + HIDDEN + "] and F32[3]");
    assertRefused(random(1, HIDDEN), random(2, 1), expected + "F32[" + HIDDEN + "] and F32[1]");
    assertRefused(
        random(1, 0, HIDDEN), random(2, 0), expected + "F32[0, " + HIDDEN + "] and F32[0]");
    assertRefused(
        SnapshotTensor.doubles(new double[HIDDEN], 1, HIDDEN),
        random(2, 1),
        expected + "F64[1, " + HIDDEN + "] and F32[1]");
  }

  @Test
  void thatAreNotFiniteAreRefused() {
    assertRefused(
        random(1, 2, HIDDEN),
        SnapshotTensor.floats(new float[] {0, Float.NaN}, 2),
        "tensor head.bias holds NaN for uid 1: the weights diverged");
  }
}
