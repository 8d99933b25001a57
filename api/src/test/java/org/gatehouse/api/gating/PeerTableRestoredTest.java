package org.gatehouse.api.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.api.gating.PeerTableTest.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gatehouse.api.Uids;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.junit.jupiter.api.Test;

class PeerTableRestoredTest {

  private static GatingSnapshot snapshot(Integer netuid, Map<Integer, String> hotkeys) {
    return new GatingSnapshot(
        "gate",
        "encoder",
        netuid,
        netuid == null ? null : 5L,
        77,
        0,
        0,
        new TreeMap<>(hotkeys),
        new TreeMap<>(),
        new TreeMap<>());
  }

  private static PeerTable gate(int numUids) {
    return PeerTable.of(numUids, Optional.empty());
  }

  @Test
  void rowsAreMatchedByUidAndHotkey() {
    GatingSnapshot snapshot = snapshot(1, Map.of(0, "a", 1, "b", 2, "c", 4, "e"));

    PeerTable.Restored restored =
        gate(1)
            .restored(
                snapshot, new long[] {3, 3, 3, 3, 3}, network(9, "a", "x", null, "c", "e", "f"));

    assertThat(restored.report())
        .isEqualTo(new RestoreReport(77, Uids.of(0, 4), Uids.of(1, 3, 5), Uids.of(2), 1, 6));
    assertThat(restored.table().resets()).containsExactly(3, 4, 3, 4, 3, 1);
    assertThat(restored.table().hotkeys())
        .containsExactly(
            Map.entry(0, "a"),
            Map.entry(1, "x"),
            Map.entry(3, "c"),
            Map.entry(4, "e"),
            Map.entry(5, "f"));
    assertThat(restored.table().netuid()).contains(1);
    assertThat(restored.table().block()).isEqualTo(9);
    assertThat(restored.table().version()).isZero();
    assertThat(restored.table().changedSince(1, 0)).isFalse();
  }

  @Test
  void theLargestUidSpaceCounts() {
    GatingSnapshot snapshot = snapshot(1, Map.of(0, "a"));

    assertThat(gate(7).restored(snapshot, new long[2], network(9, "a")).table().numUids())
        .isEqualTo(7);
    assertThat(gate(7).restored(snapshot, new long[8], network(9, "a")).table().numUids())
        .isEqualTo(8);
    assertThat(
            gate(1).restored(snapshot, new long[2], network(9, null, null, "c")).table().numUids())
        .isEqualTo(3);
  }

  @Test
  void theCallersCountsAreCopied() {
    long[] resets = {4};
    PeerTable table = gate(1).restored(snapshot(1, Map.of()), resets, network(9, "a")).table();

    assertThat(resets).containsExactly(4);
    assertThat(table.resets(0)).isEqualTo(5);
  }

  @Test
  void theRowsOfAGateThatNeverSawANetworkBelongToWhoIsThereNow() {
    PeerTable.Restored restored =
        gate(1).restored(snapshot(null, Map.of()), new long[2], network(9, "a", "b", "c"));

    assertThat(restored.report().restored()).isEqualTo(Uids.of(0, 1));
    assertThat(restored.report().reset()).isEqualTo(Uids.of(2));
    assertThat(restored.table().netuid()).contains(1);
    assertThat(restored.table().resets()).containsExactly(0, 0, 1);
  }

  @Test
  void anOlderNetworkThanTheSnapshotsIsRefused() {
    assertThatThrownBy(
            () -> gate(1).restored(snapshot(1, Map.of(0, "a")), new long[1], network(2, "a")))
        .isInstanceOf(SnapshotException.class)
        .hasMessage(
            "the snapshot is of block 5, the metagraph of the older block 2: read the network"
                + " again");
  }

  @Test
  void anotherNetworkThanTheGatesIsRefused() {
    PeerTable gate = PeerTable.of(1, Optional.of(Metagraph.of(8, 1, List.of(Neuron.of(0, "a")))));
    assertThatThrownBy(() -> gate.restored(snapshot(null, Map.of()), new long[1], network(9, "a")))
        .isInstanceOf(SnapshotException.class)
        .hasMessage("the gate is of netuid 8, the metagraph of 1");
  }

  @Test
  void aPeerWithoutARowIsRefused() {
    for (int uid : new int[] {-1, 2}) {
      assertThatThrownBy(
              () -> gate(9).restored(snapshot(1, Map.of(uid, "x")), new long[2], network(9, "a")))
          .isInstanceOf(SnapshotException.class)
          .hasMessage(
              "expected hotkeys of uids below 2, the number of rows, found one of uid " + uid);
    }
  }

  @Test
  void aSnapshotOfAnotherNetworkIsRefused() {
    assertThatThrownBy(() -> gate(1).restored(snapshot(3, Map.of()), new long[1], network(9, "a")))
        .isInstanceOf(SnapshotException.class)
        .hasMessage("the snapshot is of netuid 3, the metagraph of 1");
  }
}
