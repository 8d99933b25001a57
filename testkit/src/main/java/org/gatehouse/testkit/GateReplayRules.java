package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.List;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.ForeignScoresException;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.gating.Replayable;
import org.gatehouse.api.metagraph.Metagraph;

/**
 * Topic 12: steps that are written down and taken again; skipped for a gate that offers neither.
 */
abstract class GateReplayRules extends GateRules {

  private static final long ANOTHER_SEED = 44;

  private static Replayable replayable(GatingModel gate) {
    assumeThat(gate.extension(Replayable.class))
        .withFailMessage("writes no steps down")
        .isPresent();
    return gate.extension(Replayable.class).orElseThrow();
  }

  /** Returns a gate that has restored what another one knows. */
  private GatingModel restored(GatingModel gate, Metagraph network) {
    GatingModel later = open("", NETWORK, ANOTHER_SEED);
    later.restore(gate.snapshot(), network);
    return later;
  }

  @Rule(id = "G12.1", says = "A step that was written down trains as it did.")
  @Needs({Capability.LEARN, Capability.SNAPSHOT})
  void aRecordedStepTrainsAlike() {
    GatingModel gate = open();
    Replayable recording = replayable(gate);
    train(gate);
    GatingModel later = restored(gate, NETWORK);
    for (int turn = 0; turn < 8; turn++) {
      GateScores scores = asked(gate, turn);
      RecordedScores recorded = recording.record(scores);
      GateScores revived = replayable(later).revive(recorded);
      assertThat(revived.uids()).as("uids of the revived scores").isEqualTo(scores.uids());
      assertThat(later.backward(revived, rewards(turn)))
          .as("step of turn %d, replayed", turn)
          .isEqualTo(gate.backward(scores, rewards(turn)));
    }
    state(gate).assertSame("state after the replayed steps", state(later));
  }

  @Rule(id = "G12.2", says = "What is written down leaves out the peers that are gone.")
  @Needs({Capability.LEARN, Capability.RESYNC, Capability.SNAPSHOT})
  void aRecordLeavesOutWhoIsGone() {
    GatingModel gate = open();
    Replayable recording = replayable(gate);
    GateScores scores = gate.forward(MESSAGES.get(0)).select(1, 2, 4, 6);
    Metagraph latest = GateNetwork.removed(GateNetwork.replaced(NETWORK, 4), 1);
    gate.resync(NETWORK, latest);
    GatingModel later = restored(gate, latest);
    RecordedScores recorded = recording.record(scores);
    assertThat(recorded.uids()).as("uids that are written down").isEqualTo(Uids.of(2, 6));
    float[] rewards = {1, 0.25f};
    assertThat(gate.backward(scores, new float[] {0.5f, 1, 0, 0.25f}).trained())
        .as("trained")
        .isEqualTo(recorded.uids());
    later.backward(replayable(later).revive(recorded), rewards);
    state(gate).assertSame("state after the replayed step", state(later));
  }

  @Rule(id = "G12.3", says = "What cannot be written down or taken again is refused.")
  @Needs(Capability.LEARN)
  void whatIsNoRecordIsRefused() {
    GatingModel gate = open();
    Replayable replayable = replayable(gate);
    RecordedScores good = replayable.record(asked(gate, 0));
    GateState before = state(gate);
    byte[] payload = good.payload();
    List<RecordedScores> bad =
        List.of(
            new RecordedScores(good.uids(), new byte[0]),
            new RecordedScores(good.uids(), Arrays.copyOf(payload, payload.length - 1)),
            new RecordedScores(good.uids(), Arrays.copyOf(payload, payload.length + 1)),
            new RecordedScores(Uids.of(1, 9999), payload),
            new RecordedScores(Uids.of(1, 1), payload));
    for (RecordedScores recorded : bad) {
      assertThatThrownBy(() -> replayable.revive(recorded))
          .as("revival of %s of %d bytes", recorded, payload.length)
          .isInstanceOf(GatehouseException.class);
    }
    GateScores foreign = asked(open(), 0);
    assertThatThrownBy(() -> replayable.record(foreign))
        .as("record of the scores of another gate")
        .isInstanceOf(ForeignScoresException.class);
    before.assertSame("state after refusals", state(gate));
  }
}
