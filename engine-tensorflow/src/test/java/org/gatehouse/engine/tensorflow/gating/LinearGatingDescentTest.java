package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.engine.tensorflow.gating.GateFixture.FakeGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that were written down, taken again by a gate of another configuration. */
class LinearGatingDescentTest {

  /** Where the numbers of a step begin in its record, behind the format. */
  private static final int NUMBERS = 1;

  private static final String TAKEN =
      "num-uids = 3, learning-rate = 0.5, momentum = 0.75, reward-temperature = 0.3,"
          + " gradient-scale = k-squared, gradient-accumulation = ";

  private static final String LATER =
      "num-uids = 3, learning-rate = 0.125, momentum = 0, gradient-accumulation = ";

  @ParameterizedTest
  @ValueSource(strings = {"per-step", "upstream"})
  void aStepIsReplayedAsItWasTaken(String accumulation) {
    try (FakeGate gate = GateFixture.gate(TAKEN + accumulation);
        FakeGate later = GateFixture.gate(LATER + accumulation)) {
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

  /** Such records have neither temperature nor scale. */
  @Test
  void aRecordOfTheFirstFormatIsAStepOfTheOriginal() {
    try (FakeGate gate = GateFixture.gate("num-uids = 3, learning-rate = 0.5, momentum = 0.75");
        FakeGate later = GateFixture.gate(TAKEN + "per-step")) {
      GateScores scores = gate.forward("message").select(0, 2);
      RecordedScores old = inTheFirstFormat(gate.record(scores));
      float[] rewards = {1, 0};
      assertThat(later.backward(later.revive(old), rewards))
          .isEqualTo(gate.backward(scores, rewards));
      assertThat(later.snapshot().tensors()).isEqualTo(gate.snapshot().tensors());
    }
  }

  private static RecordedScores inTheFirstFormat(RecordedScores record) {
    ByteBuffer now = ByteBuffer.wrap(record.payload());
    ByteBuffer old = ByteBuffer.allocate(now.capacity() - Float.BYTES - 1);
    old.put((byte) 2).putFloat(0.5f).putFloat(0.75f);
    old.put(now.position(now.capacity() - old.remaining()));
    return new RecordedScores(record.uids(), old.array());
  }

  @Test
  void impossibleRatesAreRefused() {
    try (FakeGate gate = GateFixture.gate("num-uids = 3")) {
      RecordedScores good = gate.record(gate.forward("message"));
      float[][] impossible = {
        {Float.NaN, 0, 1},
        {-1, 0, 1},
        {1, 1, 1},
        {1, Float.NaN, 1},
        {1, 0, 0},
        {1, 0, Float.NaN},
        {1, 0, Float.POSITIVE_INFINITY}
      };
      for (float[] numbers : impossible) {
        byte[] payload = good.payload();
        ByteBuffer.wrap(payload).position(NUMBERS).asFloatBuffer().put(numbers);
        assertRefused(
            gate,
            new RecordedScores(good.uids(), payload),
            "expected a learning rate from 0, a momentum in [0, 1) and a temperature above 0, found ");
      }
      RecordedScores old = inTheFirstFormat(good);
      byte[] payload = old.payload();
      ByteBuffer.wrap(payload).position(NUMBERS).putFloat(-1);
      assertRefused(
          gate, new RecordedScores(good.uids(), payload), "expected a learning rate from 0, ");
    }
  }

  @Test
  void whatIsNotARecordIsRefused() {
    try (FakeGate gate = GateFixture.gate("num-uids = 3")) {
      RecordedScores good = gate.record(gate.forward("message"));
      byte[] scale = good.payload();
      scale[NUMBERS + 3 * Float.BYTES] = 2;
      assertRefused(
          gate,
          new RecordedScores(good.uids(), scale),
          "expected the number of a gradient's scale, 0 or 1, found 2");
      byte[] format = good.payload();
      format[0] = 4;
      assertRefused(
          gate,
          new RecordedScores(good.uids(), format),
          "expected recorded scores of dimension 16 in format 3 (78 bytes), found 78 bytes in format 4");
      // As long as a record of the first format, but not one.
      assertRefused(
          gate,
          new RecordedScores(good.uids(), Arrays.copyOf(good.payload(), 73)),
          "expected recorded scores of dimension 16 in format 3 (78 bytes), found 73 bytes in format 3");
      assertRefused(
          gate,
          new RecordedScores(good.uids(), new byte[0]),
          "expected recorded scores of dimension 16 in format 3 (78 bytes), found 0 bytes");
    }
  }

  private static void assertRefused(FakeGate gate, RecordedScores record, String message) {
    assertThatThrownBy(() -> gate.revive(record))
        .isInstanceOf(SnapshotException.class)
        .hasMessageStartingWith(message);
  }
}
