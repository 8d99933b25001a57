package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.engine.tensorflow.gating.GateFixture.FakeGate;
import org.gatehouse.engine.tensorflow.gating.GateFixture.HashingEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Learning from rewards that arrive at once and while the network stays as it is. */
class LinearGatingTrainingTest {

  private static final float[] REWARDS = {2, 0, 1, -1};

  /** The sum of all gradients, which never brakes, is followed until it is near the goal. */
  @ParameterizedTest
  @CsvSource({"per-step, 5, 100", "upstream, 0.2, 8"})
  void theLossOnOneRepeatedExampleFalls(String accumulation, double learningRate, int steps) {
    String keys =
        String.format(
            "num-uids = 8, momentum = 0, gradient-accumulation = %s, learning-rate = %s",
            accumulation, learningRate);
    try (FakeGate gate = GateFixture.gate(keys)) {
      TrainingStep first = learn(gate);
      assertThat(first.loss()).isGreaterThan(0.01);
      assertThat(first.gradientNorm()).isGreaterThan(0.001);
      TrainingStep last = first;
      for (int i = 0; i < steps; i++) {
        last = learn(gate);
      }
      assertThat(last.loss()).isLessThan(first.loss() / 10);
      float[] scores = gate.forward("text").select(5, 0, 3, 6).scores();
      assertThat(scores[0]).isGreaterThan(scores[2]);
      assertThat(scores[2]).isGreaterThan(scores[1]);
      assertThat(scores[1]).isGreaterThan(scores[3]);
    }
  }

  private static TrainingStep learn(FakeGate gate) {
    return gate.backward(gate.forward("text").select(5, 0, 3, 6), REWARDS);
  }

  @Test
  void aStepReportsItsNumberAndItsUidsInTheOrderOfTheScores() {
    try (FakeGate gate = GateFixture.gate("num-uids = 8")) {
      for (int number = 1; number <= 3; number++) {
        TrainingStep step = learn(gate);
        assertThat(step.step()).isEqualTo(number);
        assertThat(step.trained()).isEqualTo(Uids.of(5, 0, 3, 6));
        assertThat(step.dropped()).isEqualTo(Uids.empty());
        assertThat(gate.snapshot().step()).isEqualTo(number);
      }
    }
  }

  @Test
  void onlySelectedRowsAreTrained() {
    try (FakeGate gate = GateFixture.gate("num-uids = 8, learning-rate = 10")) {
      GatingSnapshot before = gate.snapshot();
      learn(gate);
      GatingSnapshot after = gate.snapshot();
      for (int uid = 0; uid < 8; uid++) {
        boolean selected = List.of(5, 0, 3, 6).contains(uid);
        assertThat(GateFixture.learned(after, uid).equals(GateFixture.learned(before, uid)))
            .as("uid %d is as before", uid)
            .isEqualTo(!selected);
      }
    }
  }

  @Test
  void fullScoresTrainLikeASelectionOfAllUids() {
    float[] rewards = {1, 0, 3, 0.5f, 2};
    try (FakeGate full = GateFixture.gate("num-uids = 5, learning-rate = 1");
        FakeGate selected = GateFixture.gate("num-uids = 5, learning-rate = 1")) {
      GatingSnapshot before = full.snapshot();
      TrainingStep step = full.backward(full.forward("text"), rewards);
      assertThat(step.trained()).isEqualTo(Uids.range(5));
      selected.backward(selected.forward("text").select(0, 1, 2, 3, 4), rewards);
      assertThat(full.snapshot()).isEqualTo(selected.snapshot()).isNotEqualTo(before);
    }
  }

  @Test
  void aSelectionWithoutUidsIsNoStep() {
    try (FakeGate gate = GateFixture.gate("num-uids = 5")) {
      GatingSnapshot before = gate.snapshot();
      TrainingStep step = gate.backward(gate.forward("text").select(), new float[0]);
      assertThat(step).isEqualTo(new TrainingStep(0, 0, 0, Uids.empty(), Uids.empty()));
      assertThat(gate.snapshot()).isEqualTo(before);
    }
  }

  @Test
  void onePeerAloneTeachesNothingButCountsAsAStep() {
    try (FakeGate gate = GateFixture.gate("num-uids = 5, learning-rate = 10")) {
      GatingSnapshot before = gate.snapshot();
      TrainingStep step = gate.backward(gate.forward("text").select(2), new float[] {9});
      assertThat(step).isEqualTo(new TrainingStep(1, 0, 0, Uids.of(2), Uids.empty()));
      assertThat(gate.snapshot().tensors()).isEqualTo(before.tensors());
    }
  }

  @Test
  void theMessageIsNotEncodedAgain() {
    HashingEncoder encoder = new HashingEncoder();
    try (FakeGate gate =
        new FakeGate("fake", encoder, "num-uids = 8", GateFixture.context(null, 7))) {
      GateScores scores = gate.forward("text").select(5, 0, 3, 6);
      gate.backward(scores, REWARDS);
      gate.backward(scores, REWARDS);
      assertThat(encoder.batches).hasValue(1);
    }
  }

  @Test
  void theCallersRewardsAreNotChanged() {
    float[] rewards = REWARDS.clone();
    try (FakeGate gate = GateFixture.gate("num-uids = 8")) {
      gate.backward(gate.forward("text").select(5, 0, 3, 6), rewards);
      assertThat(rewards).isEqualTo(REWARDS);
    }
  }

  @Test
  void theLossIsThatOfTheScoresAtTheTimeOfTheStep() {
    try (FakeGate gate = GateFixture.gate("num-uids = 8, learning-rate = 20")) {
      GateScores early = gate.forward("text").select(5, 0, 3, 6);
      gate.backward(early, REWARDS);
      double expected = loss(gate.forward("text").select(5, 0, 3, 6).scores(), REWARDS);
      TrainingStep second = gate.backward(early, REWARDS);
      assertThat(second.loss()).isCloseTo(expected, within(1e-7));
      assertThat(Math.abs(loss(early.scores(), REWARDS) - expected)).isGreaterThan(1e-4);
    }
  }

  private static double loss(float[] scores, float[] rewards) {
    double scoreSum = 0;
    double rewardSum = 0;
    for (int i = 0; i < scores.length; i++) {
      scoreSum += Math.exp(scores[i]);
      rewardSum += Math.exp(rewards[i]);
    }
    double loss = 0;
    for (int i = 0; i < scores.length; i++) {
      double difference = Math.exp(scores[i]) / scoreSum - Math.exp(rewards[i]) / rewardSum;
      loss += difference * difference / scores.length;
    }
    return loss;
  }
}
