package org.gatehouse.api.metagraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetagraphTest {

  private static Metagraph network(Neuron... neurons) {
    return Metagraph.of(1, 10, List.of(neurons));
  }

  @Nested
  class Peers {

    @Test
    void areSortedByUid() {
      Metagraph metagraph = network(Neuron.of(5, "f"), Neuron.of(0, "a"), Neuron.of(2, "c"));

      assertThat(metagraph.uids()).isEqualTo(Uids.of(0, 2, 5));
      assertThat(metagraph.neurons()).extracting(Neuron::hotkey).containsExactly("a", "c", "f");
    }

    @Test
    void cannotBeChangedAfterwards() {
      List<Neuron> neurons = new ArrayList<>(List.of(Neuron.of(0, "a")));
      Metagraph metagraph = Metagraph.of(1, 10, neurons);

      neurons.clear();

      assertThat(metagraph.neurons()).hasSize(1);
      assertThatThrownBy(() -> metagraph.neurons().clear())
          .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aUidTwiceIsRefused() {
      assertThatThrownBy(() -> network(Neuron.of(3, "a"), Neuron.of(1, "b"), Neuron.of(3, "c")))
          .isInstanceOf(MetagraphException.class)
          .hasMessage("uid 3 appears twice; uids are unique");
    }

    @Test
    void aHotkeyTwiceIsRefused() {
      assertThatThrownBy(() -> network(Neuron.of(3, "a"), Neuron.of(1, "a")))
          .isInstanceOf(MetagraphException.class)
          .hasMessage("hotkey a of uid 3 also holds another uid");
    }

    @Test
    void areFoundWithAndWithoutGaps() {
      int[] uids = IntStream.range(0, 300).map(i -> i < 100 ? i : 2 * i).toArray();
      Metagraph metagraph =
          network(IntStream.of(uids).mapToObj(u -> Neuron.of(u, "h" + u)).toArray(Neuron[]::new));

      for (int uid = -1; uid <= 700; uid++) {
        boolean present = Uids.of(uids).contains(uid);
        assertThat(metagraph.neuron(uid).isPresent()).as("uid %d", uid).isEqualTo(present);
        if (present) {
          assertThat(metagraph.neuron(uid).orElseThrow().hotkey()).isEqualTo("h" + uid);
        }
      }
    }

    @Test
    void theUidSpaceEndsAfterTheLargestUid() {
      assertThat(network().uidSpace()).isZero();
      assertThat(network(Neuron.of(0, "a")).uidSpace()).isEqualTo(1);
      assertThat(network(Neuron.of(7, "a"), Neuron.of(2, "b")).uidSpace()).isEqualTo(8);
    }
  }

  @Nested
  class Numbers {

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void aNetuidOutOfRangeIsRefused(int netuid) {
      assertThatThrownBy(() -> Metagraph.of(netuid, 0, List.of()))
          .isInstanceOf(MetagraphException.class)
          .hasMessage("netuid is " + netuid + "; expected a whole number in [0, 65535]");
    }

    @Test
    void aNegativeBlockIsRefused() {
      assertThatThrownBy(() -> Metagraph.of(1, -1, List.of()))
          .isInstanceOf(MetagraphException.class)
          .hasMessage("block is -1; expected a whole number in [0, 9223372036854775807]");
    }
  }

  @Nested
  class Diff {

    private final Metagraph before =
        network(Neuron.of(0, "a"), Neuron.of(2, "c"), Neuron.of(3, "d"), Neuron.of(9, "j"));

    @Test
    void tellsKeptChangedReplacedAddedAndRemovedApart() {
      Metagraph after =
          network(
              Neuron.of(0, "a"),
              Neuron.of(1, "b"),
              Neuron.builder(2, "c").stakeRao(BigInteger.ONE).build(),
              Neuron.of(3, "other"),
              Neuron.of(12, "m"));

      MetagraphDiff diff = after.diff(before);

      assertThat(diff)
          .isEqualTo(
              new MetagraphDiff(Uids.of(0, 2), Uids.of(2), Uids.of(3), Uids.of(1, 12), Uids.of(9)));
      assertThat(diff.samePeers()).isFalse();
      assertThat(diff.isEmpty()).isFalse();
    }

    @Test
    void isEmptyIfOnlyTheBlockDiffers() {
      MetagraphDiff diff = Metagraph.of(1, 11, before.neurons()).diff(before);

      assertThat(diff.isEmpty()).isTrue();
      assertThat(diff.kept()).isEqualTo(Uids.of(0, 2, 3, 9));
    }

    @Test
    void keepsItsPeersWhenOnlyAColumnDiffers() {
      Metagraph one = network(Neuron.of(0, "a"));
      Metagraph other = network(Neuron.builder(0, "a").active(true).build());

      assertThat(other.diff(one).samePeers()).isTrue();
      assertThat(other.diff(one).isEmpty()).isFalse();
    }

    @Test
    void followsGrowthAndShrinkage() {
      assertThat(before.diff(network()).added()).isEqualTo(before.uids());
      assertThat(network().diff(before).removed()).isEqualTo(before.uids());
      assertThat(network().diff(network()).isEmpty()).isTrue();
    }

    @Test
    void aHotkeyThatMovedReplacesTwoPeers() {
      Metagraph one = network(Neuron.of(0, "a"), Neuron.of(1, "b"));
      Metagraph other = network(Neuron.of(0, "b"), Neuron.of(1, "a"));

      assertThat(other.diff(one).replaced()).isEqualTo(Uids.of(0, 1));
    }

    @Test
    void ofAnotherNetworkIsRefused() {
      assertThatThrownBy(() -> Metagraph.of(2, 10, List.of()).diff(before))
          .isInstanceOf(MetagraphException.class)
          .hasMessage("expected two metagraphs of one network, found netuid 1 and netuid 2");
    }
  }
}
