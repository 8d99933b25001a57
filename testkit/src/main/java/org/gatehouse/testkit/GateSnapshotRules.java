package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;

/** Topic 5: state that is saved and loaded. */
abstract class GateSnapshotRules extends GateRules {

  private static final long ANOTHER_SEED = 43;

  private GatingModel trained() {
    GatingModel gate = open();
    train(gate);
    return gate;
  }

  @Rule(id = "G5.1", says = "A restored gate knows what the saved one knew.")
  @Needs(Capability.SNAPSHOT)
  void aRestoredGateKnowsTheSame() {
    GatingModel saved = trained();
    GatingModel restored = open("", NETWORK, ANOTHER_SEED);
    RestoreReport report = restored.restore(saved.snapshot(), NETWORK);
    assertThat(report)
        .isEqualTo(
            new RestoreReport(
                saved.snapshot().step(), Uids.range(8), Uids.empty(), Uids.empty(), 8, 8));
    state(saved).assertSame("state of the restored gate", state(restored));
  }

  @Rule(id = "G5.2", says = "A restored gate goes on learning as the saved one does.")
  @Needs({Capability.SNAPSHOT, Capability.LEARN})
  void aRestoredGateLearnsOn() {
    GatingModel saved = trained();
    GatingModel restored = open("", NETWORK, ANOTHER_SEED);
    restored.restore(saved.snapshot(), NETWORK);
    for (int turn = 0; turn < 6; turn++) {
      assertThat(step(restored, turn)).as("step of turn %d", turn).isEqualTo(step(saved, turn));
    }
    state(saved).assertSameScores("scores after the same steps", state(restored));
  }

  @Rule(id = "G5.3", says = "A snapshot is of the moment it was taken, not of another.")
  @Needs({Capability.SNAPSHOT, Capability.LEARN})
  void aSnapshotIsOfItsMoment() {
    GatingModel gate = trained();
    GatingSnapshot snapshot = gate.snapshot();
    GateState then = state(gate);
    train(gate);
    GatingModel restored = open();
    restored.restore(gate.snapshot(), NETWORK);
    state(gate).assertSameScores("scores from the later snapshot", state(restored));
    gate.restore(snapshot, NETWORK);
    then.assertSame("state from the earlier snapshot", state(gate));
  }

  @Rule(id = "G5.4", says = "A snapshot says of which gate, network, peers, step and seed it is.")
  @Needs(Capability.SNAPSHOT)
  void aSnapshotSaysWhatItIsOf() {
    GatingModel gate = open("", GateNetwork.of(0, 1, 2, 4, 6, 7));
    train(gate);
    GatingSnapshot snapshot = gate.snapshot();
    assertThat(snapshot.gate()).as("gate").isEqualTo(gate().name());
    assertThat(snapshot.encoder()).as("encoder").isNotBlank();
    assertThat(snapshot.netuid()).as("netuid").isEqualTo(GateNetwork.NETUID);
    assertThat(snapshot.block()).as("block").isEqualTo(NETWORK.block());
    assertThat(snapshot.seed()).as("seed").isEqualTo(42);
    assertThat(snapshot.step())
        .as("step")
        .isEqualTo(gate.capabilities().contains(Capability.LEARN) ? 12 : 0);
    Map<Integer, String> expected = new TreeMap<>();
    for (Neuron neuron : GateNetwork.of(0, 1, 2, 4, 6, 7).neurons()) {
      expected.put(neuron.uid(), neuron.hotkey());
    }
    assertThat(snapshot.hotkeys()).as("hotkeys").isEqualTo(expected);
    GatingSnapshot untold = open("", null).snapshot();
    assertThat(untold.netuid()).as("netuid of a gate that was told of none").isNull();
    assertThat(untold.block()).as("block of a gate that was told of none").isNull();
  }

  @Rule(
      id = "G5.5",
      says = "A restore keeps the rows of the peers that are still there, no others.")
  @Needs(Capability.SNAPSHOT)
  void aRestoreMatchesRowsByHotkey() {
    Metagraph before = GateNetwork.of(0, 1, 2, 3, 4, 6, 7);
    Metagraph latest =
        GateNetwork.added(GateNetwork.replaced(GateNetwork.removed(before, 4), 2), 5);
    GatingModel saved = open("", before);
    train(saved);
    GatingModel restored = open("", before);
    RestoreReport report = restored.restore(saved.snapshot(), latest);
    assertThat(report.restored()).as("restored").isEqualTo(Uids.of(0, 1, 3, 6, 7));
    assertThat(report.reset()).as("reset").isEqualTo(Uids.of(2, 5));
    assertThat(report.gone()).as("gone").isEqualTo(Uids.of(4));
    state(saved).assertSameScores("scores of known peers", state(restored), 0, 1, 3, 6, 7);
    if (restored.capabilities().contains(Capability.RESYNC)) {
      GatingModel untrained = open("", before);
      untrained.resync(before, latest);
      assertForgotten("scores of unknown peers", restored, latest, untrained, 2, 5);
    }
  }

  @Rule(id = "G5.6", says = "A damaged snapshot is refused as a whole.")
  @Needs(Capability.SNAPSHOT)
  void aDamagedSnapshotIsRefused() {
    refuseAll(BadSnapshots.damaged(trained().snapshot()));
  }

  @Rule(id = "G5.7", says = "A snapshot of another gate, encoder, network or uid space is refused.")
  @Needs(Capability.SNAPSHOT)
  void aForeignSnapshotIsRefused() {
    refuseAll(BadSnapshots.foreign(trained().snapshot()));
  }

  private void refuseAll(Map<String, GatingSnapshot> snapshots) {
    GatingModel gate = open("", NETWORK, ANOTHER_SEED);
    GateState before = state(gate);
    GateScores early = asked(gate, 0);
    snapshots.forEach(
        (what, bad) -> {
          assertThatThrownBy(() -> gate.restore(bad, NETWORK))
              .as("restore of a snapshot with %s", what)
              .isInstanceOf(SnapshotException.class);
          before.assertSame("state after a refused snapshot with " + what, state(gate));
        });
    if (gate.capabilities().contains(Capability.LEARN)) {
      assertThat(gate.backward(early, rewards(0)).step())
          .as("number of the step on scores from before the refusals")
          .isEqualTo(1);
    }
  }

  @Rule(id = "G5.8", says = "A network that is now of another netuid or an older block is refused.")
  @Needs(Capability.SNAPSHOT)
  void aRestoreIntoTheWrongNetworkIsRefused() {
    GatingModel gate = open("", NETWORK, ANOTHER_SEED);
    GatingSnapshot snapshot = trained().snapshot();
    GateState before = state(gate);
    Metagraph other = Metagraph.of(GateNetwork.NETUID + 1, 200, NETWORK.neurons());
    Metagraph older = Metagraph.of(GateNetwork.NETUID, 99, NETWORK.neurons());
    for (Metagraph wrong : new Metagraph[] {other, older}) {
      assertThatThrownBy(() -> gate.restore(snapshot, wrong))
          .as("restore in netuid %d at block %d", wrong.netuid(), wrong.block())
          .isInstanceOf(SnapshotException.class);
      before.assertSame("state after a refused restore", state(gate));
    }
  }

  @Rule(id = "G5.9", says = "A snapshot fits a smaller and a larger gate; neither shrinks.")
  @Needs(Capability.SNAPSHOT)
  void aSnapshotFitsGatesOfOtherSizes() {
    Metagraph half = GateNetwork.of(4);
    GatingModel large = open("", NETWORK);
    GatingModel small = open("num-uids = 4", half, ANOTHER_SEED);
    GatingSnapshot few = small.snapshot();
    GateState fewScores = state(small);
    assertThat(small.restore(large.snapshot(), NETWORK).numUids()).as("grown to").isEqualTo(8);
    assertThat(small.numUids()).as("numUids of the grown gate").isEqualTo(8);
    state(large).assertSameScores("scores of the grown gate", state(small));
    RestoreReport report = large.restore(few, half);
    assertThat(report.numUidsBefore()).as("numUidsBefore").isEqualTo(8);
    assertThat(large.numUids()).as("numUids of the larger gate").isEqualTo(8);
    fewScores.assertSameScores("scores of the saved uids", state(large), 0, 1, 2, 3);
  }

  @Rule(id = "G5.10", says = "What was learned without a network can be restored without one.")
  @Needs(Capability.SNAPSHOT)
  void whatWasLearnedWithoutANetworkIsRestoredWithoutOne() {
    GatingModel saved = open("", null);
    train(saved);
    GatingModel restored = open("", null, ANOTHER_SEED);
    RestoreReport report = restored.restore(saved.snapshot(), Metagraph.of(0, 0, List.of()));
    assertThat(report.reset()).as("reset").isEqualTo(Uids.empty());
    state(saved).assertSame("state of the restored gate", state(restored));
    if (restored.capabilities().contains(Capability.RESYNC)) {
      restored.resync(NETWORK, NETWORK);
      state(saved).assertSameScores("scores once the network is known", state(restored));
    }
  }
}
