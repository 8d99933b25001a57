package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.engine.tensorflow.gating.GateFixture.FakeGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rewards that arrive late: after other steps, in another order, after the network changed. */
class LinearGatingLateRewardsTest {

  private static final Metagraph BEFORE = GateFixture.network(1, "a", "b", "c", "d", null, "f");

  /** At uid 2 a successor, at uid 3 nobody, at uid 4 the first peer ever. */
  private static final Metagraph AFTER = GateFixture.network(2, "a", "b", "x", null, "e", "f");

  private static FakeGate gate(String accumulation) {
    String keys = "num-uids = 6, learning-rate = 0.5, gradient-accumulation = " + accumulation;
    return GateFixture.gate(keys, BEFORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"per-step", "upstream"})
  void lateStepsInAnyOrderEqualTheSerialReplayOfTheirArrival(String accumulation) {
    List<String> asked = List.of("one", "two", "three", "four", "five");
    List<String> arrived = List.of("four", "one", "five", "three", "two");
    try (FakeGate late = gate(accumulation);
        FakeGate serial = gate(accumulation);
        FakeGate other = gate(accumulation)) {
      Map<String, GateScores> waiting = new HashMap<>();
      asked.forEach(message -> waiting.put(message, late.forward(message)));
      for (String message : arrived) {
        TrainingStep step = learn(late, waiting.get(message), message);
        assertThat(step).isEqualTo(learn(serial, serial.forward(message), message));
      }
      asked.forEach(message -> learn(other, other.forward(message), message));
      assertThat(late.snapshot()).isEqualTo(serial.snapshot()).isNotEqualTo(other.snapshot());
    }
  }

  private static TrainingStep learn(FakeGate gate, GateScores full, String message) {
    int first = message.length() % 3;
    return gate.backward(full.select(5, first, first + 1), new float[] {0, message.length(), 1});
  }

  @ParameterizedTest
  @ValueSource(strings = {"per-step", "upstream"})
  void rewardsOfReplacedRemovedAndAddedPeersAreAsIfNeverGiven(String accumulation) {
    try (FakeGate gate = gate(accumulation);
        FakeGate unaware = gate(accumulation)) {
      GateFixture.train(gate);
      GateFixture.train(unaware);
      GateScores scores = gate.forward("text").select(4, 5, 3, 0, 2);
      GateScores kept = unaware.forward("text").select(5, 0);
      gate.resync(BEFORE, AFTER);
      unaware.resync(BEFORE, AFTER);
      GatingSnapshot before = gate.snapshot();

      TrainingStep step = gate.backward(scores, new float[] {9, 2, 8, 1, 7});
      TrainingStep expected = unaware.backward(kept, new float[] {2, 1});

      assertThat(step.trained()).isEqualTo(Uids.of(5, 0));
      assertThat(step.dropped()).isEqualTo(Uids.of(4, 3, 2));
      assertThat(step.loss()).isEqualTo(expected.loss()).isPositive();
      assertThat(step.gradientNorm()).isEqualTo(expected.gradientNorm());
      GatingSnapshot after = gate.snapshot();
      assertThat(after).isEqualTo(unaware.snapshot()).isNotEqualTo(before);
      for (int successor : new int[] {2, 4}) {
        assertThat(GateFixture.learned(after, successor))
            .isEqualTo(GateFixture.learned(before, successor));
      }
    }
  }

  @Test
  void noStepIsCountedIfNoPeerIsLeft() {
    try (FakeGate gate = gate("per-step")) {
      GateFixture.train(gate);
      GateScores scores = gate.forward("text").select(2, 3, 4);
      gate.resync(BEFORE, AFTER);
      GatingSnapshot before = gate.snapshot();
      TrainingStep step = gate.backward(scores, new float[] {1, 2, 3});
      assertThat(step).isEqualTo(new TrainingStep(3, 0, 0, Uids.empty(), Uids.of(2, 3, 4)));
      assertThat(gate.snapshot()).isEqualTo(before);
    }
  }

  @Test
  void scoresMadeAfterTheResyncTrainTheSuccessor() {
    try (FakeGate gate = gate("per-step")) {
      gate.resync(BEFORE, AFTER);
      TrainingStep step = gate.backward(gate.forward("text").select(2, 4), new float[] {1, 2});
      assertThat(step.trained()).isEqualTo(Uids.of(2, 4));
      assertThat(step.dropped()).isEqualTo(Uids.empty());
    }
  }

  @Test
  void aPeerThatLeftAndCameBackIsNoLongerTheOneThatEarnedTheReward() {
    try (FakeGate gate = gate("per-step")) {
      GateScores scores = gate.forward("text").select(2, 1, 0);
      gate.resync(BEFORE, AFTER);
      ResyncReport back = gate.resync(AFTER, GateFixture.network(3, "a", "b", "c"));
      assertThat(back.replaced()).isEqualTo(Uids.of(2));
      TrainingStep step = gate.backward(scores, new float[] {1, 2, 3});
      assertThat(step.trained()).isEqualTo(Uids.of(1, 0));
      assertThat(step.dropped()).isEqualTo(Uids.of(2));
    }
  }

  @Test
  void scoresFromBeforeAGrowthStillTrain() {
    try (FakeGate gate = gate("per-step")) {
      GateScores scores = gate.forward("text");
      gate.resync(BEFORE, GateFixture.network(2, "a", "b", "c", "d", null, "f", "g", "h"));
      TrainingStep step = gate.backward(scores, new float[] {0, 1, 2, 3, 4, 5});
      assertThat(step.trained()).isEqualTo(Uids.range(6));
      assertThat(gate.forward("text").size()).isEqualTo(8);
    }
  }
}
