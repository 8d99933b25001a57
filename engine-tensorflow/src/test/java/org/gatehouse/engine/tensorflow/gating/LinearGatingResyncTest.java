package org.gatehouse.engine.tensorflow.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.engine.tensorflow.gating.GateFixture.FakeGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearGatingResyncTest {

  private static final Metagraph FIRST = GateFixture.network(10, "a", "b", "c", "d");

  private static FakeGate trained(String keys) {
    FakeGate gate = GateFixture.gate(keys + ", learning-rate = 1", FIRST);
    GateFixture.train(gate);
    return gate;
  }

  private static void assertKept(GatingSnapshot before, GatingSnapshot after, int... uids) {
    for (int uid : uids) {
      assertThat(GateFixture.learned(after, uid))
          .as("uid %d", uid)
          .isEqualTo(GateFixture.learned(before, uid));
    }
  }

  private static void assertForgotten(GatingSnapshot before, GatingSnapshot after, int... uids) {
    for (int uid : uids) {
      for (String tensor : GateFixture.rows(after)) {
        float[] row = GateFixture.row(after, tensor, uid);
        if (tensor.endsWith("head.weight") || tensor.endsWith("lazy.weight")) {
          assertThat(row)
              .as("%s of uid %d", tensor, uid)
              .isNotEqualTo(GateFixture.row(before, tensor, uid));
        } else {
          assertThat(row)
              .as("%s of uid %d", tensor, uid)
              .containsOnly(tensor.endsWith("touched") ? -1 : 0);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"per-step", "upstream"})
  void replacedPeersAreForgottenAndNobodyElse(String accumulation) {
    try (FakeGate gate = trained("num-uids = 6, gradient-accumulation = " + accumulation)) {
      GatingSnapshot before = gate.snapshot();
      Metagraph latest = GateFixture.network(11, "a", "x", "c", "y", null, "f");
      ResyncReport report = gate.resync(FIRST, latest);
      GatingSnapshot after = gate.snapshot();
      assertThat(report)
          .isEqualTo(
              new ResyncReport(
                  Uids.of(0, 2), Uids.of(1, 3), Uids.of(5), Uids.empty(), Uids.empty(), 6, 6));
      assertThat(report.grew()).isFalse();
      assertKept(before, after, 0, 2, 4);
      assertForgotten(before, after, 1, 3, 5);
      assertThat(after.step()).isEqualTo(before.step());
      assertThat(after.block()).isEqualTo(11);
      assertThat(after.hotkeys()).hasToString("{0=a, 1=x, 2=c, 3=y, 5=f}");
    }
  }

  @Test
  void theSameNetworkChangesNothingButTheBlock() {
    try (FakeGate gate = trained("num-uids = 4")) {
      GatingSnapshot before = gate.snapshot();
      ResyncReport report = gate.resync(FIRST, GateFixture.network(12, "a", "b", "c", "d"));
      assertThat(report.kept()).isEqualTo(Uids.range(4));
      assertThat(gate.snapshot().tensors()).isEqualTo(before.tensors());
      assertThat(gate.snapshot().block()).isEqualTo(12);
    }
  }

  @Test
  void aRowThatLostItsPeerStaysUntilTheUidIsUsedAgainEvenByTheSamePeer() {
    try (FakeGate gate = trained("num-uids = 4")) {
      GatingSnapshot before = gate.snapshot();
      Metagraph shrunk = GateFixture.network(11, "a", "b");
      ResyncReport report = gate.resync(FIRST, shrunk);
      assertThat(report.removed()).isEqualTo(Uids.of(2, 3));
      assertThat(report.numUids()).isEqualTo(4);
      assertThat(gate.snapshot().tensors()).isEqualTo(before.tensors());
      assertThat(gate.forward("text").size()).isEqualTo(4);

      report = gate.resync(shrunk, GateFixture.network(12, "a", "b", "c"));
      assertThat(report.added()).isEqualTo(Uids.of(2));
      assertThat(report.kept()).isEqualTo(Uids.of(0, 1));
      assertKept(before, gate.snapshot(), 0, 1, 3);
      assertForgotten(before, gate.snapshot(), 2);
    }
  }

  @Test
  void everySuccessorAtOneUidStartsFromAnotherRow() {
    try (FakeGate gate = trained("num-uids = 4")) {
      List<List<List<Float>>> rows = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        gate.resync(FIRST, GateFixture.network(11 + i, "a", "b", "c" + i % 2, "d"));
        rows.add(GateFixture.learned(gate.snapshot(), 2));
      }
      assertThat(new HashSet<>(rows)).hasSize(5);
    }
  }

  @Test
  void aNetworkThatOutgrowsTheUidSpaceMakesItGrow() {
    String[] hotkeys = {"a", "b", "x", "d", null, "f", null, "h"};
    try (FakeGate gate = trained("num-uids = 4");
        FakeGate large = trained("num-uids = 8")) {
      GatingSnapshot before = gate.snapshot();
      ResyncReport report = gate.resync(FIRST, GateFixture.network(11, hotkeys));
      assertThat(report.grew()).isTrue();
      assertThat(report.numUidsBefore()).isEqualTo(4);
      assertThat(report.numUids()).isEqualTo(gate.numUids()).isEqualTo(8);
      assertThat(report.replaced()).isEqualTo(Uids.of(2));
      assertThat(report.added()).isEqualTo(Uids.of(5, 7));
      GatingSnapshot after = gate.snapshot();
      assertKept(before, after, 0, 1, 3);
      assertThat(gate.forward("text").uids()).isEqualTo(Uids.range(8));
      // A gate that was as large from the beginning has the same new rows.
      large.resync(FIRST, GateFixture.network(11, hotkeys));
      assertKept(large.snapshot(), after, 2, 5, 7);
      GateFixture.train(gate);
    }
  }

  @Test
  void autoTakesTheUidSpaceOfTheNetworkGapsIncluded() {
    Metagraph gaps = GateFixture.network(10, null, "b", null, null, "e");
    try (FakeGate gate = GateFixture.gate("num-uids = auto", gaps);
        FakeGate empty = GateFixture.gate("num-uids = auto", GateFixture.network(10));
        FakeGate outgrown = GateFixture.gate("num-uids = 2", gaps)) {
      assertThat(gate.numUids()).isEqualTo(5);
      assertThat(empty.numUids()).isEqualTo(1);
      assertThat(outgrown.numUids()).isEqualTo(5);
      ResyncReport report = gate.resync(gaps, GateFixture.network(11, null, "b", "c", null, "x"));
      assertThat(report.kept()).isEqualTo(Uids.of(1));
      assertThat(report.added()).isEqualTo(Uids.of(2));
      assertThat(report.replaced()).isEqualTo(Uids.of(4));
    }
  }

  @Test
  void aMissedResyncIsCaughtUpWithAndReported() {
    try (FakeGate gate = trained("num-uids = 4")) {
      GatingSnapshot before = gate.snapshot();
      Metagraph missed = GateFixture.network(11, "a", "x", "c", "d", "e");
      ResyncReport report = gate.resync(missed, GateFixture.network(12, "a", "x", "y", "d", "e"));
      assertThat(report.disagreeing()).isEqualTo(Uids.of(1, 4));
      assertThat(report.replaced()).isEqualTo(Uids.of(1, 2));
      assertThat(report.added()).isEqualTo(Uids.of(4));
      assertKept(before, gate.snapshot(), 0, 3);
      assertForgotten(before, gate.snapshot(), 1, 2);
    }
  }

  @Test
  void theFirstNetworkAGateHearsOfNamesThePeersItHasLearned() {
    try (FakeGate gate = GateFixture.gate("num-uids = 5")) {
      GateFixture.train(gate);
      GatingSnapshot before = gate.snapshot();
      assertThat(before.netuid()).isNull();
      assertThat(before.block()).isNull();
      ResyncReport report = gate.resync(FIRST, FIRST);
      assertThat(report.kept()).isEqualTo(Uids.range(4));
      assertThat(report.disagreeing().isEmpty()).isTrue();
      assertKept(before, gate.snapshot(), 0, 1, 2, 3, 4);
      assertThat(gate.snapshot().netuid()).isEqualTo(GateFixture.NETUID);
    }
  }

  @Test
  void anotherNetworkIsRefusedAndChangesNothing() {
    try (FakeGate gate = trained("num-uids = 4")) {
      GatingSnapshot before = gate.snapshot();
      Metagraph other =
          Metagraph.of(3, 11, GateFixture.network(11, "a", "x", "c", "d", "e").neurons());
      assertThatThrownBy(() -> gate.resync(FIRST, other))
          .isInstanceOf(MetagraphException.class)
          .hasMessage("expected a metagraph of netuid 21, found netuid 3");
      assertThat(gate.snapshot()).isEqualTo(before);
    }
  }

  @Test
  void anOlderBlockIsRefusedAndChangesNothing() {
    try (FakeGate gate = trained("num-uids = 4")) {
      GatingSnapshot before = gate.snapshot();
      assertThatThrownBy(() -> gate.resync(FIRST, GateFixture.network(9, "x", "b", "c", "d", "e")))
          .isInstanceOf(MetagraphException.class)
          .hasMessage("expected a metagraph of block 10 or later, found block 9");
      assertThat(gate.snapshot()).isEqualTo(before);
    }
  }
}
