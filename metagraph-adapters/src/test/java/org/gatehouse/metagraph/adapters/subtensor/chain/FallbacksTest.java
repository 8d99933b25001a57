package org.gatehouse.metagraph.adapters.subtensor.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Fault;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Reply;
import org.gatehouse.metagraph.adapters.subtensor.rpc.RpcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FallbacksTest extends SubnetReading {

  @ParameterizedTest
  @CsvSource({
    "SubnetInfoRuntimeApi_get_selective_metagraph, none",
    "SubnetInfoRuntimeApi_get_selective_metagraph, SubnetInfoRuntimeApi_get_metagraph"
  })
  void anOlderFunctionTellsTheSame(String lacks, String lacksToo) {
    block(343, lacks, lacksToo);
    Reading reading = read();
    assertThat(reading.metagraph().neurons()).isEqualTo(NETWORK.neurons());
    assertThat(reading.description())
        .isEqualTo(node.uri() + ", runtime 343, stake is the subnet's total of alpha and TAO");
  }

  @Test
  void withoutATotalTheStakeIsSaidToBeAlphaOnly() {
    block(343, SELECTIVE, FULL, STATE);
    Reading reading = read();
    assertThat(reading.metagraph().neurons())
        .isEqualTo(
            NETWORK.neurons().stream()
                .map(
                    peer ->
                        copy(peer)
                            .stakeRao(BigInteger.valueOf(3_000_000_000L * peer.uid()))
                            .build())
                .toList());
    assertThat(reading.description())
        .endsWith(
            "runtime 343, stake is the subnet's alpha only, since the node does not tell the"
                + " total");
  }

  @Test
  void columnsAloneTellAllButTheTrustInValidators() {
    block(343, LITE);
    assertThat(read().metagraph().neurons()).isEqualTo(peers(p -> p.validatorTrust(null)));
  }

  @Test
  void emptyColumnsAreUnknown() {
    block(438, LITE, SELECTIVE);
    assertThat(read().metagraph().neurons())
        .isEqualTo(peers(p -> p.validatorTrust(null).rank(null).trust(null)));
  }

  @ParameterizedTest
  @ValueSource(ints = {195, 261, 343})
  void theNodesOwnMethodsTellTheSame(int specVersion) {
    node.turnOff("state_call");
    block(specVersion);
    assertThat(read().metagraph().neurons()).isEqualTo(NETWORK.neurons());
  }

  @Test
  void anUnknownRuntimeIsAskedForEverything() {
    node.turnOff("state_getRuntimeVersion");
    block(195);
    assertThat(read().description())
        .endsWith(
            "a runtime of unknown version, stake is the sum of each peer's entries, in the unit"
                + " of an unknown runtime");
    block(343);
    assertThat(read().description())
        .endsWith("a runtime of unknown version, stake is the subnet's total of alpha and TAO");
  }

  @Test
  void aNodeThatTellsNoPeersSaysWhatItRefused() {
    block(343, LITE, SELECTIVE, FULL, STATE);
    assertThatThrownBy(this::read)
        .isInstanceOf(MetagraphException.class)
        .hasMessageStartingWith(
            node.uri() + ": expected a function that tells the peers of block 1, found none")
        .hasMessageContaining(LITE + " is not found")
        .hasMessageContaining(STATE + " is not found");
  }

  @Test
  void troubleWithAFunctionThatWasAnsweredIsNoReasonForAnother() {
    block(343);
    read();
    block(343);
    node.faults().next("state_call", reply -> reply.deliver());
    node.faults().next("state_call", Fault.error(-32005, "Server is busy, try again later"));
    assertThatThrownBy(this::read)
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("Server is busy");
  }

  @Test
  void aBusyNodeIsNotTakenForOneThatLacksAFunction() {
    block(343);
    node.faults().next("state_call", Reply::deliver);
    node.faults().next("state_call", Fault.error(-32005, "Server is busy, try again later"));
    assertThatThrownBy(this::read)
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("Server is busy");
  }

  @Test
  void afterATotalAStakeOfAlphaOnlyIsRefused() {
    block(343);
    read();
    block(343, SELECTIVE, FULL, STATE);
    assertThatThrownBy(this::read)
        .isInstanceOf(MetagraphException.class)
        .hasMessageStartingWith(
            node.uri()
                + ": expected a function that tells the total stake, as was told before, of block"
                + " 2, found none (runtime 343): ");
  }

  @Test
  void aNodeThatRefusesInItsOwnWordsLacksTheFunction() {
    block(343, LITE);
    node.faults().next("state_call", Fault.error(-32000, "no such api here"));
    assertThat(read().metagraph().neurons()).isEqualTo(peers(p -> p.validatorTrust(null)));
  }

  @Test
  void aProxyThatFiltersInItsOwnWordsIsPassedByTheNodesOwnMethods() {
    block(343);
    node.faults().always("state_call", Fault.error(403, "forbidden"));
    assertThat(read().metagraph().neurons()).isEqualTo(NETWORK.neurons());
    node.turnOff("neuronInfo_getNeuronsLite");
    for (String method : List.of("SelectiveMetagraph", "Metagraph", "SubnetState")) {
      node.turnOff("subnetInfo_get" + method);
    }
    block(343);
    assertThatThrownBy(this::read)
        .isInstanceOf(RpcException.class)
        .hasMessageEndingWith("the node answered error 403: forbidden");
  }
}
