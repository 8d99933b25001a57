package org.gatehouse.metagraph.adapters.subtensor.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.metagraph.adapters.subtensor.rpc.RpcConnection;
import org.gatehouse.metagraph.adapters.subtensor.rpc.RpcException;
import org.gatehouse.metagraph.adapters.subtensor.scale.HexText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopbackNodeTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Metagraph NETWORK =
      Metagraph.of(7, 1, List.of(Neuron.of(0, "alice"), Neuron.of(1, "bob")));

  private final LoopbackChain chain = new LoopbackChain();
  private final LoopbackNode node = LoopbackNode.start(chain);
  private final RpcConnection connection =
      RpcConnection.open(CLIENT, node.uri(), Duration.ofSeconds(5));

  @AfterEach
  void close() {
    connection.close();
    node.close();
  }

  private JsonNode call(String method, Object... params) throws Exception {
    return connection.call(method, params).get(10, TimeUnit.SECONDS);
  }

  private String error(String method, Object... params) {
    RpcException[] found = new RpcException[1];
    assertThatThrownBy(() -> call(method, params))
        .cause()
        .isInstanceOfSatisfying(RpcException.class, e -> found[0] = e);
    return found[0].getMessage().replaceFirst(".*the node answered error ", "");
  }

  @Test
  void headsAndBlocksAreThoseOfTheChain() throws Exception {
    LoopbackBlock one = chain.extendFinal(343, MetagraphAnswers.of(NETWORK));
    LoopbackBlock two = chain.extend();

    assertThat(call("chain_getFinalizedHead").textValue()).isEqualTo(one.hash());
    assertThat(call("chain_getHead").textValue()).isEqualTo(two.hash());
    assertThat(call("chain_getBlockHash").textValue()).isEqualTo(two.hash());
    assertThat(call("chain_getBlockHash", 0).textValue()).isEqualTo(chain.genesisHash());
    assertThat(call("chain_getBlockHash", 1).textValue()).isEqualTo(one.hash());
    assertThat(call("chain_getBlockHash", 3).isNull()).isTrue();
    JsonNode header = call("chain_getHeader", two.hash());
    assertThat(header.path("number").textValue()).isEqualTo("0x2");
    assertThat(header.path("parentHash").textValue()).isEqualTo(one.hash());
    assertThat(call("chain_getHeader").path("number").textValue()).isEqualTo("0x2");
    assertThat(call("chain_getHeader", "0x77").isNull()).isTrue();
    assertThat(call("state_getRuntimeVersion", one.hash()).path("specVersion").intValue())
        .isEqualTo(343);
    assertThat(call("system_properties").path("tokenSymbol").textValue()).isEqualTo("TAO");
    assertThat(node.calls("chain_getHeader")).isEqualTo(3);
    assertThat(node.calls()).containsEntry("chain_getBlockHash", 4);
  }

  @Test
  void aCustomMethodAnswersTheNumbersOfTheRuntimesBytesAndNeverWraps() throws Exception {
    LoopbackBlock old = chain.extend(219, MetagraphAnswers.of(NETWORK));
    LoopbackBlock now = chain.extend(343, MetagraphAnswers.of(NETWORK));

    byte[] wrapped = runtime(old, "NeuronInfoRuntimeApi_get_neurons_lite", "0x0700");
    assertThat(numbers("neuronInfo_getNeuronsLite", 7, old.hash()))
        .isEqualTo(Arrays.copyOfRange(wrapped, 2, wrapped.length));
    assertThat(numbers("neuronInfo_getNeuronsLite", 7))
        .isEqualTo(runtime(now, "NeuronInfoRuntimeApi_get_neurons_lite", "0x0700"));
    assertThat(numbers("subnetInfo_getSelectiveMetagraph", 7, List.of(0, 52), now.hash()))
        .isEqualTo(
            runtime(now, "SubnetInfoRuntimeApi_get_selective_metagraph", "0x07000800003400"));
    assertThat(numbers("subnetInfo_getSelectiveMechagraph", 7, 0, List.of(0, 52)))
        .isEqualTo(
            runtime(now, "SubnetInfoRuntimeApi_get_selective_mechagraph", "0x0700000800003400"));
    assertThat(numbers("subnetInfo_getMetagraph", 7, null))
        .isEqualTo(runtime(now, "SubnetInfoRuntimeApi_get_metagraph", "0x0700"));
    assertThat(error("subnetInfo_getSubnetState", 7, old.hash()))
        .startsWith("1: Unable to get the answer: ");
  }

  private byte[] runtime(LoopbackBlock block, String function, String arguments) throws Exception {
    return HexText.decode(call("state_call", function, arguments, block.hash()).textValue());
  }

  private byte[] numbers(String method, Object... params) throws Exception {
    JsonNode numbers = call(method, params);
    byte[] bytes = new byte[numbers.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers.path(i).intValue();
    }
    return bytes;
  }

  @Test
  void storageSaysWhichNetworksThereAre() throws Exception {
    chain.extend(343, MetagraphAnswers.of(NETWORK));

    assertThat(call("state_getStorage", StorageKeys.networksAdded(7)).textValue())
        .isEqualTo("0x01");
    assertThat(call("state_getStorageAt", StorageKeys.subnetworkN(7), null).textValue())
        .isEqualTo("0x0200");
    assertThat(call("state_getStorage", StorageKeys.networksAdded(8)).isNull()).isTrue();
  }

  @Test
  void whatTheNodeOrTheRuntimeLacksIsAnErrorAsOfARealOne() {
    LoopbackBlock block = chain.extend(343, MetagraphAnswers.of(NETWORK));
    node.turnOff("neuronInfo_getNeuronsLite");
    node.turnOff("NeuronInfoRuntimeApi_get_neurons_lite");
    node.turnOff("chain_subscribeNewHeads");

    assertThat(error("author_submitExtrinsic", "0x")).isEqualTo("-32601: Method not found");
    assertThat(error("neuronInfo_getNeuronsLite", 7)).isEqualTo("-32601: Method not found");
    assertThat(error("chain_subscribeNewHeads")).isEqualTo("-32601: Method not found");
    assertThat(error("state_call", "NeuronInfoRuntimeApi_get_neurons_lite", "0x0700"))
        .isEqualTo(
            "4003: Client error: Execution failed: Exported method"
                + " NeuronInfoRuntimeApi_get_neurons_lite is not found");
    assertThat(error("state_call", "f", "0x", "0x12"))
        .isEqualTo("4003: Client error: UnknownBlock: Header was not found in the database: 0x12");
    chain.pruneTo(1);
    assertThat(error("state_getRuntimeVersion", block.hash()))
        .isEqualTo("4003: Client error: UnknownBlock: State already discarded for " + block.hash());
    assertThat(error("state_call")).startsWith("4003");
  }

  @Test
  void badParametersAreAnErrorToo() {
    chain.extend(343, MetagraphAnswers.of(NETWORK));

    assertThat(error("state_call", 5, "0x")).startsWith("-32602: Invalid params");
    assertThat(error("state_call", "f", "0xzz")).startsWith("-32602: Invalid params");
    assertThat(error("chain_getBlockHash", "x")).startsWith("-32602: Invalid params");
  }

  @Test
  void aNodeThatStopsSendingHeadsStillAnswers() throws Exception {
    BlockingQueue<String> heads = new LinkedBlockingQueue<>();
    connection
        .subscribe("chain_subscribeNewHeads", h -> heads.add(h.path("number").textValue()))
        .get(10, TimeUnit.SECONDS);
    assertThat(heads.poll(10, TimeUnit.SECONDS)).isEqualTo("0x0");
    node.sendHeads(false);
    chain.extend();
    assertThat(call("chain_getHead").textValue()).isEqualTo(chain.best().hash());
    node.sendHeads(true);
    chain.extend();

    assertThat(heads.poll(10, TimeUnit.SECONDS)).isEqualTo("0x2");
    assertThat(node.liveSubscriptions()).isEqualTo(1);
  }

  @Test
  void aNodeStopsAtOnceAndComesBackAtTheSamePort() throws Exception {
    long begin = System.nanoTime();
    node.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    connection.ended().get(10, TimeUnit.SECONDS);
    assertThat(node.openConnections()).isZero();

    node.restart();
    try (RpcConnection again = RpcConnection.open(CLIENT, node.uri(), Duration.ofSeconds(5))) {
      assertThat(again.call("system_chain").get(10, TimeUnit.SECONDS).textValue())
          .isEqualTo("Loopback");
    }
    assertThat(node.acceptedConnections()).isEqualTo(2);
  }

  @Test
  void twoNodesMayHaveOneChain() throws Exception {
    try (LoopbackNode other = LoopbackNode.start(chain);
        RpcConnection second = RpcConnection.open(CLIENT, other.uri(), Duration.ofSeconds(5))) {
      chain.extend();
      assertThat(second.call("chain_getHead").get(10, TimeUnit.SECONDS))
          .isEqualTo(call("chain_getHead"));
    }
  }
}
