package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.gating.UnsupportedCapabilityException;

/** Topic 2: what rewards do. */
abstract class GateLearningRules extends GateRules {

  private static final int STEPS = 40;

  @Rule(id = "G2.1", says = "The loss falls when one example is learned again and again.")
  @Needs(Capability.LEARN)
  void theLossFalls() {
    GatingModel gate = open("momentum = 0");
    double first = step(gate, 0).loss();
    double last = first;
    for (int i = 0; i < STEPS; i++) {
      last = step(gate, 0).loss();
    }
    assertThat(last).as("loss after %d steps on one example", STEPS).isLessThan(first);
  }

  @Rule(id = "G2.2", says = "A peer that earns more than another rises above it.")
  @Needs(Capability.LEARN)
  void theBetterPeerRises() {
    GatingModel gate = open("momentum = 0");
    String message = MESSAGES.get(0);
    float before = lead(gate.forward(message));
    for (int i = 0; i < STEPS; i++) {
      gate.backward(gate.forward(message).select(6, 1, 3), new float[] {1, 0, 0});
    }
    assertThat(lead(gate.forward(message)))
        .as("score of uid 6, which earns 1, above that of uid 1, which earns 0")
        .isGreaterThan(before);
  }

  private static float lead(GateScores scores) {
    return scores.scoreOf(6) - scores.scoreOf(1);
  }

  @Rule(id = "G2.3", says = "A step reports its number, its loss and whom it trained, in order.")
  @Needs(Capability.LEARN)
  void aStepReportsWhatItDid() {
    GatingModel gate = open();
    for (int number = 1; number <= 3; number++) {
      GateScores scores = gate.forward(MESSAGES.get(0)).select(6, 1, 4);
      TrainingStep step = gate.backward(scores, new float[] {0, 1, 0.5f});
      assertThat(step.step()).as("number of the step").isEqualTo(number);
      assertThat(step.trained()).as("trained uids").isEqualTo(Uids.of(6, 1, 4));
      assertThat(step.dropped()).as("dropped uids").isEqualTo(Uids.empty());
      assertThat(step.loss()).as("loss").isFinite();
      assertThat(step.gradientNorm()).as("norm of the gradient").isFinite().isNotNegative();
    }
  }

  @Rule(id = "G2.4", says = "Any number of peers can be rewarded, from one to all.")
  @Needs(Capability.LEARN)
  void anyNumberOfPeersCanBeRewarded() {
    GatingModel gate = open();
    for (int k = 1; k <= 8; k++) {
      GateScores scores = gate.forward(MESSAGES.get(0));
      int[] asked = IntStream.range(0, k).toArray();
      TrainingStep step = gate.backward(k == 8 ? scores : scores.select(asked), new float[k]);
      assertThat(step.step()).as("number of the step on %d peers", k).isEqualTo(k);
      assertThat(step.trained()).as("trained uids").isEqualTo(Uids.range(k));
    }
  }

  @Rule(id = "G2.5", says = "A step without momentum is the gradient of the reported loss.")
  @Needs({Capability.LEARN, Capability.SNAPSHOT})
  void aStepIsTheGradient() {
    assumeThat(gate().weights()).withFailMessage("declares no differentiable loss").isPresent();
    GatingModel gate = open("momentum = 0, learning-rate = 1");
    new FiniteDifferences(gate, gate().weights().orElseThrow(), NETWORK, g -> step(g, 0)).check();
  }

  @Rule(id = "G2.6", says = "Late rewards are learned as one after another when they arrive.")
  @Needs(Capability.LEARN)
  void lateRewardsAreLearnedWhenTheyArrive() {
    GatingModel late = open();
    GatingModel prompt = open();
    train(late);
    train(prompt);
    List<GateScores> scores = List.of(asked(late, 0), asked(late, 1), asked(late, 2));
    for (int turn : new int[] {2, 0, 1, 1}) {
      TrainingStep expected = step(prompt, turn);
      assertThat(late.backward(scores.get(turn), rewards(turn)))
          .as("the late step of turn %d", turn)
          .isEqualTo(expected);
    }
    state(prompt).assertSame("state after late rewards", state(late));
  }

  @Rule(id = "G2.7", says = "With learn = false the gate is read-only and says so.")
  void aReadOnlyGateRefusesRewards() {
    GatingModel gate = open("learn = false");
    GateState before = state(gate);
    assertThat(gate.capabilities()).as("capabilities").doesNotContain(Capability.LEARN);
    assertThatThrownBy(() -> step(gate, 0))
        .as("backward with learn = false")
        .isInstanceOfSatisfying(
            UnsupportedCapabilityException.class,
            refused -> assertThat(refused.capability()).isEqualTo(Capability.LEARN));
    before.assertSame("state after a refused reward", state(gate));
  }
}
