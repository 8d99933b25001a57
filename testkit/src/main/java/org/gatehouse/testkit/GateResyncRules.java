package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;

/** Topic 3: what a changed network does. */
abstract class GateResyncRules extends GateRules {

  @Rule(id = "G3.1", says = "A resync reports who was kept, replaced, added and removed.")
  @Needs(Capability.RESYNC)
  void aResyncReportsWhatChanged() {
    Metagraph before = GateNetwork.of(0, 1, 3, 4, 6);
    Metagraph after =
        GateNetwork.added(GateNetwork.removed(GateNetwork.replaced(before, 1, 4), 3), 2, 7);
    GatingModel gate = open("", before);
    assertThat(gate.resync(before, after))
        .isEqualTo(
            new ResyncReport(
                Uids.of(0, 6), Uids.of(1, 4), Uids.of(2, 7), Uids.of(3), Uids.empty(), 8, 8));
  }

  @Rule(id = "G3.2", says = "A replaced peer is forgotten: its uid scores as a new one does.")
  @Needs(Capability.RESYNC)
  void aReplacedPeerIsForgotten() {
    GatingModel trained = open();
    train(trained);
    Metagraph latest = GateNetwork.replaced(NETWORK, 2, 6);
    trained.resync(NETWORK, latest);
    GatingModel untrained = open();
    untrained.resync(NETWORK, latest);
    assertForgotten("scores of replaced peers", trained, latest, untrained, 2, 6);
  }

  @Rule(id = "G3.3", says = "The scores of peers that stay do not change by a bit.")
  @Needs(Capability.RESYNC)
  void peersThatStayKeepTheirRows() {
    GatingModel gate = open();
    train(gate);
    GateState before = state(gate);
    gate.resync(NETWORK, GateNetwork.replaced(NETWORK, 2));
    before.assertSameScores("scores of kept peers", state(gate), 0, 1, 3, 4, 5, 6, 7);
  }

  @Rule(id = "G3.4", says = "A network that outgrows the uid space makes it grow.")
  @Needs(Capability.RESYNC)
  void aLargerNetworkMakesTheGateGrow() {
    GatingModel gate = open();
    train(gate);
    Metagraph latest = GateNetwork.added(NETWORK, 8, 11);
    ResyncReport report = gate.resync(NETWORK, latest);
    assertThat(report.numUidsBefore()).as("numUidsBefore").isEqualTo(8);
    assertThat(report.numUids()).as("numUids of the report").isEqualTo(12);
    assertThat(gate.numUids()).as("numUids").isEqualTo(12);
    GateScores scores = gate.forward(MESSAGES.get(0));
    assertThat(scores.uids()).as("scored uids").isEqualTo(Uids.range(12));
    GatingModel untrained = open();
    untrained.resync(NETWORK, latest);
    assertForgotten("scores of the new uid", gate, latest, untrained, 8);
    if (gate.capabilities().contains(Capability.LEARN)) {
      TrainingStep step = gate.backward(scores.select(11, 0), new float[] {1, 0});
      assertThat(step.trained()).as("trained uids").isEqualTo(Uids.of(11, 0));
    }
  }

  @Rule(id = "G3.5", says = "A network that shrinks leaves the uid space as large as it was.")
  @Needs(Capability.RESYNC)
  void aSmallerNetworkDoesNotShrinkTheGate() {
    GatingModel gate = open("num-uids = auto");
    Metagraph latest = GateNetwork.removed(NETWORK, 5, 6, 7);
    assertThat(gate.resync(NETWORK, latest).numUids()).as("numUids of the report").isEqualTo(8);
    assertThat(gate.numUids()).as("numUids").isEqualTo(8);
    assertThat(gate.forward(MESSAGES.get(0)).size()).as("number of scores").isEqualTo(8);
  }

  @Rule(id = "G3.6", says = "A uid that lost its peer keeps its row until it is used again.")
  @Needs(Capability.RESYNC)
  void aVanishedPeerIsForgottenWhenItsUidIsUsedAgain() {
    GatingModel gate = open();
    train(gate);
    GateState before = state(gate);
    Metagraph without = GateNetwork.removed(NETWORK, 2, 4);
    gate.resync(NETWORK, without);
    before.assertSameScores("scores while uids 2 and 4 are empty", state(gate));
    Metagraph again = GateNetwork.added(without, 2, 4);
    assertThat(gate.resync(without, again).added()).as("added").isEqualTo(Uids.of(2, 4));
    GatingModel untrained = open();
    untrained.resync(NETWORK, without);
    untrained.resync(without, again);
    assertForgotten("scores of peers that came back", gate, again, untrained, 2, 4);
  }

  @Rule(id = "G3.7", says = "A resync that was missed is caught up with at the next one.")
  @Needs(Capability.RESYNC)
  void aMissedResyncIsCaughtUpWith() {
    GatingModel gate = open();
    train(gate);
    Metagraph missed = GateNetwork.replaced(NETWORK, 1);
    Metagraph latest = GateNetwork.replaced(missed, 6);
    ResyncReport report = gate.resync(missed, latest);
    assertThat(report.replaced()).as("replaced").isEqualTo(Uids.of(1, 6));
    GatingModel untrained = open();
    untrained.resync(NETWORK, latest);
    assertForgotten("scores of replaced peers", gate, latest, untrained, 1, 6);
  }

  @Rule(id = "G3.8", says = "What the caller believed of the past is reported and not obeyed.")
  @Needs(Capability.RESYNC)
  void theCallersPastIsNotObeyed() {
    GatingModel gate = open();
    train(gate);
    GateState before = state(gate);
    Metagraph believed = GateNetwork.removed(GateNetwork.replaced(NETWORK, 4), 5);
    ResyncReport report = gate.resync(believed, NETWORK);
    assertThat(report.disagreeing()).as("disagreeing").isEqualTo(Uids.of(4, 5));
    assertThat(report.kept()).as("kept").isEqualTo(Uids.range(8));
    before.assertSame("state after a resync to what the gate knew", state(gate));
  }

  @Rule(id = "G3.9", says = "Another network and an older block are refused, and nothing changes.")
  @Needs(Capability.RESYNC)
  void anotherNetworkAndAnOlderBlockAreRefused() {
    GatingModel gate = open();
    train(gate);
    gate.resync(NETWORK, NETWORK);
    GateState before = state(gate);
    Metagraph other = Metagraph.of(GateNetwork.NETUID + 1, 200, NETWORK.neurons());
    Metagraph older =
        Metagraph.of(NETWORK.netuid(), NETWORK.block() - 1, GateNetwork.of(5).neurons());
    for (Metagraph refused : new Metagraph[] {other, older}) {
      assertThatThrownBy(() -> gate.resync(NETWORK, refused))
          .as("resync to netuid %d at block %d", refused.netuid(), refused.block())
          .isInstanceOf(MetagraphException.class);
      before.assertSame("state after a refused resync", state(gate));
    }
  }

  @Rule(id = "G3.10", says = "The history of a replaced peer does not push its successor.")
  @Needs({Capability.RESYNC, Capability.LEARN})
  void historyDoesNotPushASuccessor() {
    GatingModel trained = open("momentum = 0.9");
    GatingModel untrained = open("momentum = 0.9");
    train(trained);
    Metagraph latest = GateNetwork.replaced(NETWORK, 2);
    for (GatingModel gate : new GatingModel[] {trained, untrained}) {
      gate.resync(NETWORK, latest);
      for (int i = 0; i < 3; i++) {
        gate.backward(gate.forward(MESSAGES.get(0)).select(1, 3), new float[] {1, 0});
      }
    }
    assertForgotten("scores of the successor after steps on others", trained, latest, untrained, 2);
  }

  @Rule(id = "G3.11", says = "A resync to the same network changes nothing.")
  @Needs(Capability.RESYNC)
  void aResyncToTheSameNetworkChangesNothing() {
    GatingModel gate = open();
    train(gate);
    GateScores early = asked(gate, 0);
    GateState before = state(gate);
    ResyncReport report = gate.resync(NETWORK, NETWORK);
    assertThat(report)
        .isEqualTo(
            new ResyncReport(
                Uids.range(8), Uids.empty(), Uids.empty(), Uids.empty(), Uids.empty(), 8, 8));
    before.assertSame("state after a resync to the same network", state(gate));
    if (gate.capabilities().contains(Capability.LEARN)) {
      assertThat(gate.backward(early, rewards(0)).dropped())
          .as("dropped rewards of peers that stayed")
          .isEqualTo(Uids.empty());
    }
  }

  @Rule(id = "G3.12", says = "A gate that was told of no network believes the caller's past, once.")
  @Needs(Capability.RESYNC)
  void aGateWithoutANetworkBelievesTheCaller() {
    GatingModel gate = open("", null);
    train(gate);
    GateState before = state(gate);
    Metagraph latest = GateNetwork.replaced(NETWORK, 2);
    assertThat(gate.resync(NETWORK, latest).replaced()).as("replaced").isEqualTo(Uids.of(2));
    before.assertSameScores("scores of kept peers", state(gate), 0, 1, 3, 4, 5, 6, 7);
    assertThat(gate.resync(NETWORK, latest).kept()).as("kept").isEqualTo(Uids.range(8));
  }
}
