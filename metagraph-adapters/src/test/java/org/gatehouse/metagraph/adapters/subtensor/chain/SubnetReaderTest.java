package org.gatehouse.metagraph.adapters.subtensor.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Accounts;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Fault;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackBlock;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackNode;
import org.gatehouse.metagraph.adapters.subtensor.loopback.MetagraphAnswers;
import org.gatehouse.metagraph.adapters.subtensor.loopback.RuntimeAnswers;
import org.gatehouse.metagraph.adapters.subtensor.rpc.RpcConnection;
import org.gatehouse.metagraph.adapters.subtensor.rpc.RpcException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetReaderTest {

  private static final int NETUID = 7;
  private static final String LITE = "NeuronInfoRuntimeApi_get_neurons_lite";
  private static final String SELECTIVE = "SubnetInfoRuntimeApi_get_selective_metagraph";
  private static final String FULL = "SubnetInfoRuntimeApi_get_metagraph";
  private static final String STATE = "SubnetInfoRuntimeApi_get_subnet_state";

  private final LoopbackNode node = LoopbackNode.start();
  private final SubnetReader reader = new SubnetReader("net", NETUID, BlockChoice.FINALIZED);
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private RpcConnection connection;

  @BeforeEach
  void open() {
    connection = RpcConnection.open(HttpClient.newHttpClient(), node.uri(), Duration.ofSeconds(5));
  }

  @AfterEach
  void close() {
    connection.close();
    node.close();
  }

  private static Neuron peer(int uid) {
    return Neuron.builder(uid, Accounts.ss58("hotkey " + uid))
        .coldkey(Accounts.ss58("coldkey " + uid % 2))
        .stakeRao(BigInteger.valueOf(4_000_000_000L * uid))
        .active(uid % 2 == 0)
        .validatorPermit(uid == 1)
        .lastUpdate(uid == 0 ? -1L : 1_000L + uid)
        .rank(uid)
        .trust(100 + uid)
        .consensus(200 + uid)
        .validatorTrust(300 + uid)
        .incentive(65535 - uid)
        .dividends(500 + uid)
        .emissionRao(uid == 0 ? -1L : 600L + uid)
        .axon(new Axon(uid == 2 ? "0.0.0.0" : "192.0.2." + uid, 8091, 4, 4, 700, 55))
        .build();
  }

  private static final Metagraph NETWORK =
      Metagraph.of(NETUID, 0, List.of(peer(0), peer(1), peer(2), peer(3)));

  /** Lets the chain have a final block whose runtime lacks some functions. */
  private LoopbackBlock block(int specVersion, String... lacks) {
    return node.chain().extendFinal(specVersion, answers(NETWORK, lacks));
  }

  private RuntimeAnswers answers(Metagraph metagraph, String... lacks) {
    RuntimeAnswers all = MetagraphAnswers.of(metagraph);
    return new RuntimeAnswers() {
      @Override
      public byte @Nullable [] call(LoopbackBlock block, String function, byte[] arguments) {
        asked.add(function);
        return Arrays.asList(lacks).contains(function)
            ? null
            : all.call(block, function, arguments);
      }

      @Override
      public byte @Nullable [] storage(LoopbackBlock block, String key) {
        return all.storage(block, key);
      }
    };
  }

  private Reading read() {
    return reader.read(connection, null);
  }

  private static List<Neuron> peers(UnaryOperator<Neuron.Builder> change) {
    return NETWORK.neurons().stream().map(neuron -> change.apply(copy(neuron)).build()).toList();
  }

  private static Neuron.Builder copy(Neuron neuron) {
    return Neuron.builder(neuron.uid(), neuron.hotkey())
        .coldkey(neuron.coldkey())
        .stakeRao(neuron.stakeRao())
        .active(neuron.active())
        .validatorPermit(neuron.validatorPermit())
        .lastUpdate(neuron.lastUpdate())
        .rank(neuron.rank())
        .trust(neuron.trust())
        .consensus(neuron.consensus())
        .validatorTrust(neuron.validatorTrust())
        .incentive(neuron.incentive())
        .dividends(neuron.dividends())
        .emissionRao(neuron.emissionRao())
        .axon(neuron.axon());
  }

  @Nested
  class Eras {

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
  }

  @Nested
  class Fallbacks {

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
      block(343);
      assertThat(read().description())
          .endsWith("a runtime of unknown version, stake is the subnet's total of alpha and TAO");
      block(195);
      assertThat(read().description())
          .endsWith(
              "a runtime of unknown version, stake is the sum of each peer's entries, in the unit"
                  + " of an unknown runtime");
    }

    @Test
    void aNodeThatTellsNoPeersSaysWhatItRefused() {
      block(343, LITE, SELECTIVE, FULL, STATE);
      assertThatThrownBy(SubnetReaderTest.this::read)
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
      assertThatThrownBy(SubnetReaderTest.this::read)
          .isInstanceOf(RpcException.class)
          .hasMessageContaining("Server is busy");
    }
  }

  @Nested
  class OneBlock {

    @Test
    void everythingIsAskedAtOneBlockWhileTheChainGoesOn() {
      List<Long> blocks = Collections.synchronizedList(new ArrayList<>());
      RuntimeAnswers[] moving = new RuntimeAnswers[1];
      moving[0] =
          (block, function, arguments) -> {
            blocks.add(block.number());
            node.chain().extendFinal(343, moving[0]);
            return MetagraphAnswers.of(NETWORK).call(block, function, arguments);
          };
      node.chain().extendFinal(343, moving[0]);
      Metagraph read = read().metagraph();
      assertThat(blocks).containsExactly(1L, 1L);
      assertThat(read.block()).isEqualTo(1);
      assertThat(node.chain().finalizedHead().number()).isEqualTo(3);
    }

    @Test
    void theSameBlockIsNotReadAgain() {
      block(343);
      Reading first = read();
      asked.clear();
      assertThat(reader.read(connection, first)).isSameAs(first);
      assertThat(asked).isEmpty();
    }

    @Test
    void anOlderBlockIsRefused() {
      block(195);
      block(195);
      Reading before = read();
      LoopbackBlock old = node.chain().at(1);
      node.faults().next("chain_getFinalizedHead", reply -> reply.send(hash(reply.id(), old)));
      assertThatThrownBy(() -> reader.read(connection, before))
          .isInstanceOf(MetagraphException.class)
          .hasMessage(
              node.uri() + ": its finalized block is 1, behind block 2 that was read before");
    }

    private String hash(Object id, LoopbackBlock block) {
      return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":\"" + block.hash() + "\"}";
    }

    @Test
    void aNumberedBlockIsReadAndAMissingOneIsNamed() {
      block(195);
      block(195);
      Function<Long, Reading> at =
          number ->
              new SubnetReader(null, NETUID, BlockChoice.parse("" + number).orElseThrow())
                  .read(connection, null);
      assertThat(at.apply(1L).metagraph().block()).isEqualTo(1);
      assertThatThrownBy(() -> at.apply(9L))
          .isInstanceOf(MetagraphException.class)
          .hasMessage(node.uri() + ": expected block 9, found no such block");
    }

    @Test
    void theBestBlockMayBeAheadOfTheFinalizedOne() {
      block(195);
      node.chain().extend();
      assertThat(read().metagraph().block()).isEqualTo(1);
      SubnetReader best = new SubnetReader(null, NETUID, BlockChoice.BEST);
      assertThat(best.read(connection, null).metagraph().block()).isEqualTo(2);
    }

    @Test
    void aDiscardedBlockIsSaidToBeOne() {
      block(343);
      node.chain().pruneTo(1);
      assertThatThrownBy(SubnetReaderTest.this::read)
          .isInstanceOf(RpcException.class)
          .hasMessageContaining("State already discarded");
    }
  }

  @Nested
  class Contradictions {

    @Test
    void answersAboutDifferentPeersAreRefused() {
      List<Neuron> others = new ArrayList<>(NETWORK.neurons());
      others.set(2, Neuron.of(2, Accounts.ss58("somebody else")));
      mixed(Metagraph.of(NETUID, 0, others));
      assertThatThrownBy(SubnetReaderTest.this::read)
          .isInstanceOf(MetagraphException.class)
          .hasMessage(
              node.uri()
                  + ": "
                  + SELECTIVE
                  + ": hotkeys[2]: expected "
                  + Accounts.ss58("hotkey 2")
                  + " as in the list of neurons, found "
                  + Accounts.ss58("somebody else")
                  + " (block 1, runtime 343)");
    }

    @Test
    void answersAboutMoreOrFewerPeersAreRefused() {
      mixed(Metagraph.of(NETUID, 0, NETWORK.neurons().subList(0, 3)));
      assertThatThrownBy(SubnetReaderTest.this::read)
          .hasMessageContaining(SELECTIVE + ": hotkeys: expected 4, found 3");
    }

    /** Has the columns tell of other peers than the list does. */
    private void mixed(Metagraph columns) {
      RuntimeAnswers list = MetagraphAnswers.of(NETWORK);
      RuntimeAnswers other = MetagraphAnswers.of(columns);
      node.chain()
          .extendFinal(
              343,
              (block, function, arguments) ->
                  (function.equals(LITE) ? list : other).call(block, function, arguments));
    }

    @Test
    void anAnswerAboutAnotherSubnetIsRefused() {
      RuntimeAnswers answers = MetagraphAnswers.of(NETWORK);
      node.chain()
          .extendFinal(
              195,
              (block, function, arguments) -> answers.call(block, function, new byte[] {7, 0}));
      SubnetReader eight = new SubnetReader(null, 8, BlockChoice.FINALIZED);
      assertThatThrownBy(() -> eight.read(connection, null))
          .hasMessageContaining(LITE + ": netuid: expected 8, found 7 (block 1, runtime 195)");
    }

    @Test
    void brokenBytesAreNamedWithTheirPlace() {
      node.chain().extendFinal(195, (block, function, arguments) -> new byte[] {4, 1, 2});
      assertThatThrownBy(SubnetReaderTest.this::read)
          .isInstanceOf(MetagraphException.class)
          .hasMessageStartingWith(node.uri() + ": " + LITE + ": ")
          .hasMessageContaining("neurons")
          .hasMessageEndingWith("(block 1, runtime 195)");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "chain_getFinalizedHead",
          "chain_getHeader",
          "state_getRuntimeVersion",
          "state_call"
        })
    void answersOfAnotherShapeAreRefused(String method) {
      block(343);
      for (String result : List.of("null", "\"0x\"", "7", "[]", "{\"number\":\"x\"}", "true")) {
        node.faults()
            .next(method, Fault.text("{\"jsonrpc\":\"2.0\",\"id\":$id,\"result\":" + result + "}"));
        assertThatThrownBy(SubnetReaderTest.this::read)
            .as("%s answers %s", method, result)
            .isInstanceOf(MetagraphException.class)
            .hasMessageStartingWith(node.uri() + ": ")
            .hasMessageContaining("expected");
      }
    }
  }

  @Nested
  class NoPeers {

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
      node.chain()
          .extendFinal(specVersion, MetagraphAnswers.of(Metagraph.of(NETUID, 0, List.of())));
      assertThat(read().metagraph().neurons()).isEmpty();
    }
  }
}
