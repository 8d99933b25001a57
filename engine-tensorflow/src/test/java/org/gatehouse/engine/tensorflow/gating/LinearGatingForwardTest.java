package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Explaining;
import org.gatehouse.api.gating.ForeignScoresException;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.Representing;
import org.gatehouse.api.gating.ScoreParts;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.engine.tensorflow.gating.GateFixture.FakeGate;
import org.gatehouse.engine.tensorflow.gating.GateFixture.HashingEncoder;
import org.junit.jupiter.api.Test;

class LinearGatingForwardTest {

  @Test
  void scoresOfABatchComeInItsOrderAndAreThoseOfEachMessageAlone() {
    List<String> messages = IntStream.range(0, 33).mapToObj(i -> "message " + i % 30).toList();
    try (FakeGate gate = GateFixture.gate("num-uids = 70")) {
      List<GateScores> batch = gate.forward(messages);
      assertThat(batch).hasSameSizeAs(messages);
      for (int i = 0; i < messages.size(); i++) {
        GateScores alone = gate.forward(messages.get(i));
        assertThat(batch.get(i).uids()).isEqualTo(Uids.range(70));
        for (int uid = 0; uid < 70; uid++) {
          float expected = alone.scoreOf(uid);
          assertThat(batch.get(i).scoreOf(uid))
              .as("uid %d, message %d", uid, i)
              .isCloseTo(expected, within(1e-5f * Math.max(1, Math.abs(expected))));
        }
      }
      assertThat(batch.get(1).scores()).isNotEqualTo(batch.get(2).scores());
    }
  }

  @Test
  void aRememberedMessageScoresAsAnEncodedOne() {
    String off = "num-uids = 70, encoding-cache-bytes = 0";
    HashingEncoder encoder = new HashingEncoder();
    try (FakeGate without = GateFixture.gate(off);
        FakeGate with =
            new FakeGate("fake", encoder, "num-uids = 70", GateFixture.context(null, 7))) {
      for (FakeGate gate : List.of(without, with)) {
        GateFixture.train(gate);
        GateFixture.train(gate);
        gate.restore(gate.snapshot(), GateFixture.network(1, "a", "b"));
      }
      assertThat(with.forward("second").scores()).isEqualTo(without.forward("second").scores());
      assertThat(with.snapshot().tensors()).isEqualTo(without.snapshot().tensors());
    }
    assertThat(encoder.batches).as("three messages").hasValue(3);
  }

  @Test
  void scoresAreWeightTimesRepresentationPlusBias() {
    try (FakeGate gate = GateFixture.gate("num-uids = 5")) {
      GateFixture.train(gate);
      GatingSnapshot snapshot = gate.snapshot();
      float[] representation = new HashingEncoder().represent(List.of("text"))[0];
      float[] scores = gate.forward("text").scores();
      for (int uid = 0; uid < 5; uid++) {
        float[] weight = GateFixture.row(snapshot, "head.lazy.weight", uid);
        double expected = GateFixture.row(snapshot, "head.lazy.bias", uid)[0];
        for (int i = 0; i < weight.length; i++) {
          expected += (double) weight[i] * representation[i];
        }
        assertThat((double) scores[uid]).isCloseTo(expected, within(1e-5));
      }
    }
  }

  @Test
  void aScoreIsExplainedAsTheBiasOfItsPeerAndTheRest() {
    try (FakeGate gate = GateFixture.gate("num-uids = 5")) {
      Explaining explaining = gate.extension(Explaining.class).orElseThrow();
      GateScores before = gate.forward("text").select(3, 1);
      GateFixture.train(gate);
      GatingSnapshot snapshot = gate.snapshot();
      GateScores now = gate.forward("text");
      assertThat(explaining.explain(before))
          .extracting(ScoreParts::uid, ScoreParts::everyone, ScoreParts::rewards)
          .containsExactly(tuple(3, 0f, -1L), tuple(1, 0f, -1L));
      for (ScoreParts parts : explaining.explain(before)) {
        assertThat(parts.peer())
            .isEqualTo(GateFixture.row(snapshot, "head.lazy.bias", parts.uid())[0]);
        assertThat(parts.score()).isCloseTo(now.scoreOf(parts.uid()), within(1e-6f));
        assertThat(parts.message()).isNotZero();
      }
      try (FakeGate other = GateFixture.gate("num-uids = 5")) {
        assertThatThrownBy(() -> explaining.explain(other.forward("text")))
            .isInstanceOf(ForeignScoresException.class);
      }
    }
  }

  @Test
  void noMessagesGiveNoScores() {
    try (FakeGate gate = GateFixture.gate("num-uids = 5")) {
      assertThat(gate.forward(List.of())).isEmpty();
    }
  }

  @Test
  void theRepresentationBehindScoresCanBeSeenButNotChanged() {
    try (FakeGate gate = GateFixture.gate("num-uids = 5")) {
      Representing representing = gate.extension(Representing.class).orElseThrow();
      assertThat(representing.dimension()).isEqualTo(GateFixture.DIMENSION);
      float[] expected = new HashingEncoder().represent(List.of("text"))[0];
      GateScores scores = gate.forward("text").select(3, 1);
      float[] seen = representing.representation(scores);
      assertThat(seen).isEqualTo(expected);
      Arrays.fill(seen, 0);
      assertThat(representing.representation(scores)).isEqualTo(expected);
    }
  }

  @Test
  void weightsThatDivergedAreReportedInsteadOfScoring() {
    try (FakeGate gate = GateFixture.gate("num-uids = 2", GateFixture.network(1, "a", "b"))) {
      GatingSnapshot snapshot = gate.snapshot();
      float[] weight = new float[2 * GateFixture.DIMENSION];
      Arrays.fill(weight, GateFixture.DIMENSION, 2 * GateFixture.DIMENSION, Float.MAX_VALUE);
      gate.restore(
          SnapshotEdits.with(
              snapshot,
              "head.lazy.weight",
              SnapshotTensor.floats(weight, 2, GateFixture.DIMENSION)),
          GateFixture.network(1, "a", "b"));
      assertThatThrownBy(() -> gate.forward("text"))
          .isInstanceOf(GatehouseException.class)
          .hasMessageMatching(
              "the score of uid 1 is (-?Infinity|NaN) after 0 training steps: the weights diverged;"
                  + " restore an earlier snapshot and lower gatehouse.gating.learning-rate, now"
                  + " 0.01, or what multiplies it, gatehouse.gating.gradient-scale");
      gate.restore(snapshot, GateFixture.network(2, "a", "b"));
      assertThat(gate.forward("text").size()).isEqualTo(2);
    }
  }
}
