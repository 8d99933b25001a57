package org.gatehouse.metagraph.adapters.subtensor.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackBlock;
import org.gatehouse.metagraph.adapters.subtensor.loopback.MetagraphAnswers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErasTest extends SubnetReading {

  @ParameterizedTest
  @ValueSource(ints = {103, 195, 219, 233, 261, 272, 273, 320, 400})
  void everyColumnIsReadInEveryEra(int specVersion) {
    LoopbackBlock block = block(specVersion);
    assertThat(read().metagraph())
        .isEqualTo(new Metagraph("net", NETUID, block.number(), block.hash(), NETWORK.neurons()));
  }

  @ParameterizedTest
  @CsvSource({
    "219, NeuronInfoRuntimeApi_get_neurons_lite, ''",
    "233, NeuronInfoRuntimeApi_get_neurons_lite, SubnetInfoRuntimeApi_get_metagraph",
    "272, NeuronInfoRuntimeApi_get_neurons_lite, SubnetInfoRuntimeApi_get_metagraph",
    "273, NeuronInfoRuntimeApi_get_neurons_lite, SubnetInfoRuntimeApi_get_selective_metagraph",
    "438, NeuronInfoRuntimeApi_get_neurons_lite, SubnetInfoRuntimeApi_get_selective_metagraph"
  })
  void asFewFunctionsAreAskedAsTheRuntimeOffers(int specVersion, String first, String second) {
    block(specVersion);
    read();
    assertThat(asked).isEqualTo(second.isEmpty() ? List.of(first) : List.of(first, second));
  }

  @Test
  void scoresThatTheChainNoLongerKeepsAreAsItTellsThem() {
    block(438);
    assertThat(read().metagraph().neurons()).isEqualTo(peers(peer -> peer.rank(0).trust(0)));
  }

  @ParameterizedTest
  @ValueSource(ints = {195, 261, 343})
  void aSubnetThatDoesNotExistIsNamed(int specVersion) {
    block(specVersion);
    SubnetReader other = new SubnetReader(null, 8, BlockChoice.FINALIZED);
    assertThatThrownBy(() -> other.read(connection, null))
        .isInstanceOf(NoSuchSubnetException.class)
        .hasMessage(node.uri() + ": expected netuid 8, found no such subnet at block 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {195, 261, 343})
  void aSubnetWithoutPeersIsEmpty(int specVersion) {
    node.chain().extendFinal(specVersion, MetagraphAnswers.of(Metagraph.of(NETUID, 0, List.of())));
    assertThat(read().metagraph().neurons()).isEmpty();
  }
}
