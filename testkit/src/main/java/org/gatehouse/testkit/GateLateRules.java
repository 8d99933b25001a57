package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.ForeignScoresException;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;

/** Topic 4: rewards for scores that the network or the gate has left behind. */
abstract class GateLateRules extends GateRules {

  /** Nobody holds uid 5. */
  private static final Metagraph BEFORE = GateNetwork.of(0, 1, 2, 3, 4, 6, 7);

  private static final Metagraph WITHOUT = GateNetwork.removed(BEFORE, 4, 6);
  private static final Metagraph AFTER = GateNetwork.replaced(GateNetwork.added(WITHOUT, 5, 6), 2);

  /** Replaces uid 2, adds 5, removes 4, and lets the peer of 6 leave and come back. */
  private static void change(GatingModel gate) {
    gate.resync(BEFORE, WITHOUT);
    gate.resync(WITHOUT, AFTER);
  }

  @Rule(id = "G4.1", says = "A reward is dropped if its uid was replaced, added or removed since.")
  @Needs({Capability.LEARN, Capability.RESYNC})
  void rewardsOfFormerPeersAreDropped() {
    GatingModel gate = open("", BEFORE);
    train(gate);
    GateScores early = gate.forward(MESSAGES.get(0)).select(7, 2, 4, 5, 6, 1);
    change(gate);
    TrainingStep step = gate.backward(early, new float[] {1, 0, 1, 0, 1, 0});
    assertThat(step.trained()).as("trained").isEqualTo(Uids.of(7, 1));
    assertThat(step.dropped()).as("dropped").isEqualTo(Uids.of(2, 4, 5, 6));
  }

  @Rule(id = "G4.2", says = "A step with dropped rewards is the step without these peers.")
  @Needs({Capability.LEARN, Capability.RESYNC})
  void droppedRewardsLeaveNoTrace() {
    GatingModel dropping = open("", BEFORE);
    GatingModel knowing = open("", BEFORE);
    train(dropping);
    train(knowing);
    GateScores all = dropping.forward(MESSAGES.get(0)).select(7, 2, 4, 5, 6, 1);
    GateScores remaining = knowing.forward(MESSAGES.get(0)).select(7, 1);
    change(dropping);
    change(knowing);
    TrainingStep dropped = dropping.backward(all, new float[] {1, 0, 1, 0, 1, 0});
    TrainingStep expected = knowing.backward(remaining, new float[] {1, 0});
    assertThat(dropped.loss()).as("loss").isEqualTo(expected.loss());
    state(knowing).assertSame("state after a step with dropped rewards", state(dropping));
  }

  @Rule(id = "G4.3", says = "If no peer is left to learn of, no step is taken.")
  @Needs({Capability.LEARN, Capability.RESYNC})
  void nothingToLearnIsNoStep() {
    GatingModel gate = open("", BEFORE);
    train(gate);
    GateScores early = gate.forward(MESSAGES.get(0));
    change(gate);
    GateState before = state(gate);
    TrainingStep allGone = gate.backward(early.select(2, 4), new float[] {1, 0});
    assertThat(allGone.trained()).as("trained").isEqualTo(Uids.empty());
    assertThat(allGone.dropped()).as("dropped").isEqualTo(Uids.of(2, 4));
    assertThat(allGone.step()).as("number of steps").isEqualTo(12);
    assertThat(gate.backward(early.select(), new float[0]).step())
        .as("number of steps after rewards of nobody")
        .isEqualTo(12);
    before.assertSame("state after nothing was learned", state(gate));
  }

  @Rule(id = "G4.4", says = "Scores of another gate are refused, even of one made alike.")
  @Needs(Capability.LEARN)
  void scoresOfAnotherGateAreRefused() {
    GatingModel gate = open();
    GatingModel twin = open();
    GateState before = state(gate);
    GateScores foreign = asked(twin, 0);
    assertThatThrownBy(() -> gate.backward(foreign, rewards(0)))
        .as("backward with the scores of another gate")
        .isInstanceOf(ForeignScoresException.class);
    before.assertSame("state after foreign scores", state(gate));
  }

  @Rule(id = "G4.5", says = "Scores from before a restore are refused, after the second one too.")
  @Needs({Capability.LEARN, Capability.SNAPSHOT})
  void scoresFromBeforeARestoreAreRefused() {
    GatingModel gate = open();
    train(gate);
    GatingSnapshot snapshot = gate.snapshot();
    for (int restore = 1; restore <= 2; restore++) {
      GateScores early = asked(gate, 0);
      gate.restore(snapshot, NETWORK);
      GateState before = state(gate);
      assertThatThrownBy(() -> gate.backward(early, rewards(0)))
          .as("backward with scores from before restore %d", restore)
          .isInstanceOf(ForeignScoresException.class);
      before.assertSame("state after scores from before a restore", state(gate));
    }
  }
}
