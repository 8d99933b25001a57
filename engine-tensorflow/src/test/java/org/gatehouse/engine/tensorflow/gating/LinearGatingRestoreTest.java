package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.ForeignScoresException;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.engine.tensorflow.gating.GateFixture.FakeGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearGatingRestoreTest {

  private static final Metagraph NETWORK = GateFixture.network(10, "a", "b", "c", null, "e");

  private static FakeGate trained(String keys) {
    FakeGate gate = GateFixture.gate(keys + ", learning-rate = 1", NETWORK);
    GateFixture.train(gate);
    return gate;
  }

  /** A gate of another seed and another past. */
  private static FakeGate stranger(String keys) {
    FakeGate gate =
        GateFixture.gate(keys + ", learning-rate = 1", GateFixture.network(3, "z", "y"), 99);
    GateFixture.train(gate);
    GateFixture.train(gate);
    return gate;
  }

  private static void assertSameRows(GatingSnapshot actual, GatingSnapshot expected, int... uids) {
    for (int uid : uids) {
      assertThat(GateFixture.learned(actual, uid))
          .as("uid %d", uid)
          .isEqualTo(GateFixture.learned(expected, uid));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"per-step", "upstream"})
  void aRestoredGateGoesOnAsTheOneThatWasSaved(String accumulation) {
    String keys = "num-uids = 6, gradient-accumulation = " + accumulation;
    Metagraph later = GateFixture.network(11, "a", "x", "c", "d", "e", "f", "g");
    try (FakeGate saved = trained(keys);
        FakeGate loaded = stranger(keys)) {
      RestoreReport report = loaded.restore(saved.snapshot(), NETWORK);
      assertThat(report)
          .isEqualTo(new RestoreReport(3, Uids.of(0, 1, 2, 4), Uids.empty(), Uids.empty(), 6, 6));
      assertThat(loaded.forward("text").scores()).isEqualTo(saved.forward("text").scores());
      for (FakeGate gate : new FakeGate[] {saved, loaded}) {
        GateFixture.train(gate);
        gate.resync(NETWORK, later);
        GateFixture.train(gate);
      }
      GatingSnapshot after = loaded.snapshot();
      assertThat(after.tensors()).isEqualTo(saved.snapshot().tensors());
      assertThat(after.hotkeys()).isEqualTo(saved.snapshot().hotkeys());
      assertThat(after.step()).isEqualTo(9);
      assertThat(after.seed()).isEqualTo(7);
      assertThat(after.generation()).isEqualTo(1);
    }
  }

  @Test
  void theSameEncoderUnderAnotherNameIsTheSameEncoder() {
    try (FakeGate saved = trained("num-uids = 6");
        FakeGate loaded = stranger("num-uids = 6")) {
      loaded.restore(SnapshotEdits.ofEncoder(saved.snapshot(), "moved/model@hash"), NETWORK);
      assertThat(loaded.forward("text").scores()).isEqualTo(saved.forward("text").scores());
    }
  }

  @Test
  void rowsBelongToAPeerAtAUidSoOthersStartAfresh() {
    // b and c changed places, e left, d and f came.
    Metagraph now = GateFixture.network(20, "a", "c", "b", "d", null, "f");
    try (FakeGate saved = trained("num-uids = 6");
        FakeGate loaded = stranger("num-uids = 6");
        FakeGate resynced = trained("num-uids = 6")) {
      GatingSnapshot snapshot = saved.snapshot();
      RestoreReport report = loaded.restore(snapshot, now);
      assertThat(report)
          .isEqualTo(new RestoreReport(3, Uids.of(0), Uids.of(1, 2, 3, 5), Uids.of(4), 6, 6));
      GatingSnapshot after = loaded.snapshot();
      assertSameRows(after, snapshot, 0, 4);
      // What a resync would have made of it.
      resynced.resync(NETWORK, now);
      assertThat(after.tensors()).isEqualTo(resynced.snapshot().tensors());
      assertThat(after.hotkeys()).hasToString("{0=a, 1=c, 2=b, 3=d, 5=f}");
      assertThat(after.block()).isEqualTo(20);
    }
  }

  @Test
  void aSmallerSnapshotLeavesALargerGateItsSizeWithFreshRows() {
    try (FakeGate small = trained("num-uids = 5");
        FakeGate large = stranger("num-uids = 9");
        FakeGate fresh = GateFixture.gate("num-uids = 9", NETWORK)) {
      large.restore(small.snapshot(), NETWORK);
      assertThat(large.numUids()).isEqualTo(9);
      assertSameRows(large.snapshot(), small.snapshot(), 0, 1, 2, 3, 4);
      assertSameRows(large.snapshot(), fresh.snapshot(), 5, 6, 7, 8);
      assertThat(large.forward("text").size()).isEqualTo(9);
    }
  }

  @Test
  void aLargerSnapshotMakesASmallerGateGrow() {
    try (FakeGate large = trained("num-uids = 9");
        FakeGate small = stranger("num-uids = 2")) {
      small.restore(large.snapshot(), NETWORK);
      assertThat(small.numUids()).isEqualTo(9);
      assertThat(small.snapshot().tensors()).isEqualTo(large.snapshot().tensors());
      assertThat(small.forward("text").scores()).isEqualTo(large.forward("text").scores());
    }
  }

  @Test
  void aNetworkLargerThanBothMakesTheGateGrow() {
    Metagraph now = GateFixture.network(20, "a", "b", "c", null, "e", null, "g");
    try (FakeGate saved = trained("num-uids = 5");
        FakeGate loaded = stranger("num-uids = 2");
        FakeGate resynced = trained("num-uids = 5")) {
      RestoreReport report = loaded.restore(saved.snapshot(), now);
      assertThat(report.reset()).isEqualTo(Uids.of(6));
      assertThat(loaded.numUids()).isEqualTo(7);
      resynced.resync(NETWORK, now);
      assertThat(loaded.snapshot().tensors()).isEqualTo(resynced.snapshot().tensors());
    }
  }

  @Test
  void aSnapshotOfAGateThatKnewNoPeersGivesEveryRowToWhoIsThereNow() {
    try (FakeGate unaware = GateFixture.gate("num-uids = 5");
        FakeGate loaded = stranger("num-uids = 5")) {
      GateFixture.train(unaware);
      RestoreReport report = loaded.restore(unaware.snapshot(), NETWORK);
      assertThat(report.restored()).isEqualTo(Uids.of(0, 1, 2, 4));
      assertSameRows(loaded.snapshot(), unaware.snapshot(), 0, 1, 2, 3, 4);
    }
  }

  @Test
  void scoresFromBeforeARestoreAreRefused() {
    try (FakeGate gate = trained("num-uids = 5")) {
      GatingSnapshot snapshot = gate.snapshot();
      GateScores first = gate.forward("text");
      gate.restore(snapshot, NETWORK);
      GateScores second = gate.forward("text");
      gate.restore(snapshot, NETWORK);
      GatingSnapshot before = gate.snapshot();
      assertThatThrownBy(() -> gate.backward(first, new float[5]))
          .isInstanceOf(ForeignScoresException.class)
          .hasMessage(
              "these scores were made before the gate's state was restored (generation 0, now 2);"
                  + " score the message again");
      assertThatThrownBy(() -> gate.backward(second, new float[5]))
          .isInstanceOf(ForeignScoresException.class)
          .hasMessageContaining("(generation 1, now 2)");
      assertThatThrownBy(() -> gate.representation(first))
          .isInstanceOf(ForeignScoresException.class);
      assertThat(gate.snapshot()).isEqualTo(before);
      assertThat(gate.backward(gate.forward("text"), new float[5]).step()).isEqualTo(4);
    }
  }

  @Test
  void aSnapshotMovesBetweenTheTwoWaysOfAccumulating() {
    try (FakeGate perStep = trained("num-uids = 5");
        FakeGate upstream = trained("num-uids = 5, gradient-accumulation = upstream")) {
      GatingSnapshot plain = perStep.snapshot();
      GatingSnapshot sums = upstream.snapshot();

      upstream.restore(plain, NETWORK);
      GatingSnapshot after = upstream.snapshot();
      for (String rows : List.of("weight", "bias", "velocity.weight", "velocity.bias")) {
        // The last step selected every uid.
        assertThat(after.tensors().get("head." + rows))
            .isEqualTo(plain.tensors().get("head.lazy." + rows));
      }
      for (String sum : new String[] {"head.gradient.weight", "head.gradient.bias"}) {
        assertThat(sums.tensors().get(sum).toFloats()).doesNotContain(0);
        assertThat(after.tensors().get(sum).toFloats()).containsOnly(0);
      }

      perStep.restore(sums, NETWORK);
      after = perStep.snapshot();
      for (String rows : List.of("weight", "bias", "velocity.weight", "velocity.bias")) {
        assertThat(after.tensors().get("head.lazy." + rows))
            .isEqualTo(sums.tensors().get("head." + rows));
      }
      assertThat(after.tensors().keySet()).isEqualTo(plain.tensors().keySet());
    }
  }

  @Test
  void aSnapshotOfRowsThatAreUpToDateGoesOnLikeThoseThatCoast() {
    try (FakeGate saved = trained("num-uids = 5");
        FakeGate loaded = stranger("num-uids = 5")) {
      GatingSnapshot snapshot = saved.snapshot();
      SortedMap<String, SnapshotTensor> upToDate = new TreeMap<>();
      snapshot
          .tensors()
          .forEach((name, tensor) -> upToDate.put(name.replace("head.lazy.", "head."), tensor));
      upToDate.keySet().removeAll(List.of("head.touched", "head.rates"));
      loaded.restore(SnapshotEdits.of(snapshot, upToDate), NETWORK);
      for (FakeGate gate : new FakeGate[] {saved, loaded}) {
        gate.backward(gate.forward("text").select(1, 3), new float[] {0, 1});
        gate.backward(gate.forward("other").select(2, 3), new float[] {0, 1});
      }
      assertThat(loaded.snapshot().tensors()).isEqualTo(saved.snapshot().tensors());
    }
  }
}
