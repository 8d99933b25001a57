package org.gatehouse.api.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.api.gating.PeerTableTest.network;

import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.api.Uids;
import org.junit.jupiter.api.Test;

class PeerTableRestoredTest {

  private static GatingSnapshot snapshot(Integer netuid, Map<Integer, String> hotkeys) {
    return new GatingSnapshot(
        "gate",
        "encoder",
        netuid,
        5L,
        77,
        0,
        0,
        new TreeMap<>(hotkeys),
        new TreeMap<>(),
        new TreeMap<>());
  }

  @Test
  void rowsAreMatchedByUidAndHotkey() {
    GatingSnapshot snapshot = snapshot(1, Map.of(0, "a", 1, "b", 2, "c", 4, "e"));

    PeerTable.Restored restored =
        PeerTable.restored(
            snapshot, new long[] {3, 3, 3, 3, 3}, 1, network(9, "a", "x", null, "c", "e", "f"));

    assertThat(restored.report())
        .isEqualTo(new RestoreReport(77, Uids.of(0, 4), Uids.of(1, 3, 5), Uids.of(2)));
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

    assertThat(PeerTable.restored(snapshot, new long[2], 7, network(9, "a")).table().numUids())
        .isEqualTo(7);
    assertThat(PeerTable.restored(snapshot, new long[8], 7, network(9, "a")).table().numUids())
        .isEqualTo(8);
    assertThat(
            PeerTable.restored(snapshot, new long[2], 1, network(9, null, null, "c"))
                .table()
                .numUids())
        .isEqualTo(3);
  }

  @Test
  void theCallersCountsAreCopied() {
    long[] resets = {4};
    PeerTable table = PeerTable.restored(snapshot(1, Map.of()), resets, 1, network(9, "a")).table();

    assertThat(resets).containsExactly(4);
    assertThat(table.resets(0)).isEqualTo(5);
  }

  @Test
  void aSnapshotThatNeverSawANetworkFitsAnyAndKnowsNobody() {
    PeerTable.Restored restored =
        PeerTable.restored(snapshot(null, Map.of()), new long[2], 1, network(9, "a", "b"));

    assertThat(restored.report().reset()).isEqualTo(Uids.of(0, 1));
    assertThat(restored.table().netuid()).contains(1);
  }

  @Test
  void anOlderNetworkThanTheSnapshotsIsFine() {
    assertThat(
            PeerTable.restored(snapshot(1, Map.of(0, "a")), new long[1], 1, network(2, "a"))
                .table()
                .block())
        .isEqualTo(2);
  }

  @Test
  void aSnapshotOfAnotherNetworkIsRefused() {
    assertThatThrownBy(
            () -> PeerTable.restored(snapshot(3, Map.of()), new long[1], 1, network(9, "a")))
        .isInstanceOf(SnapshotException.class)
        .hasMessage("the snapshot is of netuid 3, the metagraph of 1");
  }
}
