package org.gatehouse.api.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.api.Uids;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.Neuron;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PeerTableTest {

  /** A network with these hotkeys from uid 0 on; {@code null} for a gap. */
  static Metagraph network(long block, String... hotkeys) {
    List<Neuron> neurons = new ArrayList<>();
    for (int uid = 0; uid < hotkeys.length; uid++) {
      if (hotkeys[uid] != null) {
        neurons.add(Neuron.of(uid, hotkeys[uid]));
      }
    }
    return Metagraph.of(1, block, neurons);
  }

  private static PeerTable table(Metagraph metagraph) {
    return PeerTable.of(1, Optional.of(metagraph));
  }

  @Nested
  class Fresh {

    @Test
    void aTableWithoutANetworkKnowsNobody() {
      PeerTable table = PeerTable.of(3, Optional.empty());

      assertThat(table.numUids()).isEqualTo(3);
      assertThat(table.netuid()).isEmpty();
      assertThat(table.block()).isZero();
      assertThat(table.version()).isZero();
      assertThat(table.hotkeys()).isEmpty();
      assertThat(table.resets()).containsExactly(0, 0, 0);
    }

    @Test
    void aNetworkLargerThanAskedForDecides() {
      PeerTable table = table(network(7, "a", null, "c"));

      assertThat(table.numUids()).isEqualTo(3);
      assertThat(table.netuid()).contains(1);
      assertThat(table.block()).isEqualTo(7);
      assertThat(table.hotkeys()).containsExactly(Map.entry(0, "a"), Map.entry(2, "c"));
      assertThat(PeerTable.of(9, Optional.of(network(7, "a"))).numUids()).isEqualTo(9);
    }

    @Test
    void nobodyCanChangeTheTable() {
      PeerTable table = table(network(7, "a"));

      table.resets()[0] = 9;

      assertThat(table.resets(0)).isZero();
      assertThatThrownBy(() -> table.hotkeys().clear())
          .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aSpaceWithoutUidsIsRefused() {
      assertThatThrownBy(() -> PeerTable.of(0, Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected num-uids of at least 1, found 0");
    }
  }

  @Nested
  class Resync {

    private final Metagraph before = network(10, "a", "b", "c", null);
    private final PeerTable table = PeerTable.of(5, Optional.of(before));

    @Test
    void tellsKeptReplacedAddedAndRemovedApart() {
      PeerTable.Resynced resynced = table.resync(before, network(11, "a", "x", null, "d"));

      assertThat(resynced.report())
          .isEqualTo(
              new ResyncReport(Uids.of(0), Uids.of(1), Uids.of(3), Uids.of(2), Uids.empty(), 5, 5));
      assertThat(resynced.report().grew()).isFalse();
      assertThat(resynced.table().hotkeys())
          .containsExactly(Map.entry(0, "a"), Map.entry(1, "x"), Map.entry(3, "d"));
      assertThat(resynced.table().resets()).containsExactly(0, 1, 0, 1, 0);
      assertThat(resynced.table().block()).isEqualTo(11);
      assertThat(resynced.table().version()).isEqualTo(1);
    }

    @Test
    void leavesTheOldTableAlone() {
      table.resync(before, network(11, "x", "y", "z", "u", "v", "w"));

      assertThat(table.numUids()).isEqualTo(5);
      assertThat(table.block()).isEqualTo(10);
      assertThat(table.version()).isZero();
      assertThat(table.resets()).containsExactly(0, 0, 0, 0, 0);
      assertThat(table.hotkeys()).containsValues("a", "b", "c");
    }

    @Test
    void ofTheSameNetworkKeepsEverybody() {
      PeerTable.Resynced resynced = table.resync(before, before);

      assertThat(resynced.report().kept()).isEqualTo(Uids.of(0, 1, 2));
      assertThat(resynced.table().resets()).containsOnly(0);
      assertThat(resynced.table().version()).isEqualTo(1);
    }

    @Test
    void growsWithTheNetworkAndNeverShrinks() {
      PeerTable.Resynced grown = table.resync(before, network(11, "a", "b", "c", "d", "e", "f"));

      assertThat(grown.report().grew()).isTrue();
      assertThat(grown.report().numUidsBefore()).isEqualTo(5);
      assertThat(grown.report().numUids()).isEqualTo(6);
      assertThat(grown.report().added()).isEqualTo(Uids.of(3, 4, 5));
      assertThat(grown.table().resets()).containsExactly(0, 0, 0, 1, 1, 1);

      PeerTable.Resynced shrunk = grown.table().resync(before, network(12, "a"));
      assertThat(shrunk.report().removed()).isEqualTo(Uids.of(1, 2, 3, 4, 5));
      assertThat(shrunk.table().numUids()).isEqualTo(6);
      assertThat(shrunk.report().grew()).isFalse();
    }

    @Test
    void aPeerThatComesBackIsAddedAndStartsAfresh() {
      PeerTable gone = table.resync(before, network(11, "a", null, null)).table();

      PeerTable.Resynced back = gone.resync(before, network(12, "a", "b", "new"));

      assertThat(back.report().kept()).isEqualTo(Uids.of(0));
      assertThat(back.report().added()).isEqualTo(Uids.of(1, 2));
      assertThat(back.report().replaced()).isEqualTo(Uids.empty());
      assertThat(back.table().resets()).containsExactly(0, 1, 1, 0, 0);
    }

    @Test
    void aHotkeyThatMovesIsReplacedAtBothPlaces() {
      PeerTable.Resynced swapped = table.resync(before, network(11, "b", "a", "c"));

      assertThat(swapped.report().replaced()).isEqualTo(Uids.of(0, 1));
      assertThat(swapped.table().resets()).containsExactly(1, 1, 0, 0, 0);
    }

    @Test
    void aMissedResyncIsCaughtUpWith() {
      Metagraph missed = network(11, "x", "b", "c");
      Metagraph latest = network(12, "x", "b", "c");

      ResyncReport report = table.resync(missed, latest).report();

      assertThat(report.replaced()).isEqualTo(Uids.of(0));
      assertThat(report.disagreeing()).isEqualTo(Uids.of(0));
    }

    @Test
    void everyKindOfDisagreementIsReported() {
      Metagraph believed = network(9, "a", "other", null, "d", null, null, "g");

      ResyncReport report = table.resync(believed, network(11, "a", "b", "c")).report();

      assertThat(report.disagreeing()).isEqualTo(Uids.of(1, 2, 3, 6));
      assertThat(report.kept()).isEqualTo(Uids.of(0, 1, 2));
    }

    @Test
    void aTableWithoutANetworkBelievesThePreviousOneOfTheSameNetwork() {
      PeerTable.Resynced first =
          PeerTable.of(2, Optional.empty()).resync(network(0, "a", "b"), network(1, "a", "x", "c"));

      assertThat(first.report().kept()).isEqualTo(Uids.of(0));
      assertThat(first.report().replaced()).isEqualTo(Uids.of(1));
      assertThat(first.report().added()).isEqualTo(Uids.of(2));
      assertThat(first.report().disagreeing()).isEqualTo(Uids.empty());
      assertThat(first.table().netuid()).contains(1);
      assertThat(first.table().resets()).containsExactly(0, 1, 1);
    }

    @Test
    void aTableWithoutANetworkKeepsItsRowsForWhoIsThereIfThePreviousOneWasAnother() {
      PeerTable.Resynced first =
          PeerTable.of(3, Optional.empty())
              .resync(Metagraph.of(0, 0, List.of(Neuron.of(0, "x"))), network(0, "a", null, "c"));

      assertThat(first.report().kept()).isEqualTo(Uids.of(0, 2));
      assertThat(first.report().added().isEmpty()).isTrue();
      assertThat(first.report().disagreeing().isEmpty()).isTrue();
      assertThat(first.table().hotkeys()).containsOnlyKeys(0, 2);
      assertThat(first.table().resets()).containsExactly(0, 0, 0);
    }

    @Test
    void anotherNetworkIsRefused() {
      assertThatThrownBy(() -> table.resync(before, Metagraph.of(2, 11, List.of())))
          .isInstanceOf(MetagraphException.class)
          .hasMessage("expected a metagraph of netuid 1, found netuid 2");
      assertThat(table.netuid()).contains(1);
      assertThat(table.hotkeys()).hasSize(3);
    }

    @Test
    void anOlderBlockIsRefusedAndTheSameIsNot() {
      assertThatThrownBy(() -> table.resync(before, network(9, "x")))
          .isInstanceOf(MetagraphException.class)
          .hasMessage("expected a metagraph of block 10 or later, found block 9");
      assertThat(table.hotkeys()).containsEntry(0, "a");
      assertThat(table.resync(before, network(10, "x")).report().replaced()).isEqualTo(Uids.of(0));
    }
  }

  @Nested
  class ChangedSince {

    @Test
    void tellsWhichPeersLeftAfterAVersion() {
      Metagraph start = network(10, "a", "b", "c", "d");
      PeerTable first = table(start);
      PeerTable second = first.resync(start, network(11, "a", "x", "c", null)).table();
      PeerTable third = second.resync(start, network(12, "a", "x", "y", null, "e")).table();

      assertThat(changed(third, 0)).isEqualTo(Uids.of(1, 2, 3, 4));
      assertThat(changed(third, 1)).isEqualTo(Uids.of(2, 4));
      assertThat(changed(third, 2)).isEqualTo(Uids.empty());
      assertThat(changed(second, 0)).isEqualTo(Uids.of(1, 3));
      assertThat(changed(first, 0)).isEqualTo(Uids.empty());
    }

    @Test
    void aPeerThatLeftAndCameBackChanged() {
      Metagraph start = network(10, "a");
      PeerTable gone = table(start).resync(start, network(11)).table();
      PeerTable back = gone.resync(start, network(12, "a")).table();

      assertThat(back.changedSince(0, 0)).isTrue();
      assertThat(back.changedSince(0, 1)).isTrue();
      assertThat(back.changedSince(0, 2)).isFalse();
    }

    private static Uids changed(PeerTable table, long version) {
      return Uids.of(
          Uids.range(table.numUids()).stream()
              .filter(uid -> table.changedSince(uid, version))
              .toArray());
    }
  }
}
