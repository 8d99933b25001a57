package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.metagraph.Metagraph;

/** Topic 1: what a forward pass gives. */
abstract class GateScoreRules extends GateRules {

  private static final float TOLERANCE = 1e-5f;

  @Rule(id = "G1.1", says = "Every uid of the uid space has one score, occupied or not.")
  void everyUidHasOneScore() {
    requireScores(open(), 8);
    requireScores(open("num-uids = 12"), 12);
    requireScores(open("num-uids = 4"), 8);
    Metagraph gaps = GateNetwork.of(0, 1, 3, 6);
    requireScores(open("num-uids = auto", gaps), 7);
    requireScores(open("", null), 8);
  }

  private static void requireScores(GatingModel gate, int numUids) {
    assertThat(gate.numUids()).as("numUids").isEqualTo(numUids);
    assertThat(gate.forward(MESSAGES.get(0)).uids()).as("uids").isEqualTo(Uids.range(numUids));
  }

  @Rule(id = "G1.2", says = "A batch is scored in order, each message as it would be alone.")
  void aBatchIsScoredInOrder() {
    GatingModel gate = open();
    train(gate);
    List<String> messages = new ArrayList<>(MESSAGES);
    messages.add("a");
    messages.add(MESSAGES.get(0));
    List<GateScores> batch = gate.forward(messages);
    assertThat(batch).as("results of the batch").hasSize(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      GateScores alone = gate.forward(messages.get(i));
      for (int uid = 0; uid < alone.size(); uid++) {
        float expected = alone.scoreOf(uid);
        assertThat(batch.get(i).scoreOf(uid))
            .as("score of uid %d for message %d of the batch", uid, i)
            .isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
      }
    }
  }

  @Rule(id = "G1.3", says = "A batch without messages gives no scores and is no error.")
  void anEmptyBatchGivesNoScores() {
    assertThat(open().forward(List.of())).isEmpty();
  }

  @Rule(id = "G1.4", says = "Scoring changes nothing that the gate knows.")
  void scoringChangesNothing() {
    GatingModel gate = open();
    train(gate);
    GateState before = state(gate);
    gate.forward(MESSAGES);
    gate.forward("a");
    before.assertSame("state after scoring", state(gate));
  }

  @Rule(id = "G1.5", says = "Scores outlive the gate and do not hold on to it.")
  void scoresOutliveTheGate() throws InterruptedException {
    List<GateScores> kept = new ArrayList<>();
    WeakReference<GatingModel> gate = scored(kept);
    for (int i = 0; i < 20 && gate.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(gate.refersTo(null)).as("a closed gate is collected while its scores live").isTrue();
    assertThat(kept.get(0).scores()).hasSize(8);
  }

  private WeakReference<GatingModel> scored(List<GateScores> kept) {
    GatingModel gate = open();
    kept.addAll(gate.forward(MESSAGES));
    close(gate);
    return new WeakReference<>(gate);
  }
}
