package org.gatehouse.metagraph.adapters.subtensor.chain;

import java.math.BigInteger;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Accounts;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackBlock;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackNode;
import org.gatehouse.metagraph.adapters.subtensor.loopback.MetagraphAnswers;
import org.gatehouse.metagraph.adapters.subtensor.loopback.RuntimeAnswers;
import org.gatehouse.metagraph.adapters.subtensor.rpc.RpcConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A node with a subnet of four peers, a connection to it and a reader. */
abstract class SubnetReading {

  static final int NETUID = 7;
  static final String LITE = "NeuronInfoRuntimeApi_get_neurons_lite";
  static final String SELECTIVE = "SubnetInfoRuntimeApi_get_selective_metagraph";
  static final String FULL = "SubnetInfoRuntimeApi_get_metagraph";
  static final String STATE = "SubnetInfoRuntimeApi_get_subnet_state";

  final LoopbackNode node = LoopbackNode.start();
  final SubnetReader reader = new SubnetReader("net", NETUID, BlockChoice.FINALIZED);
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  RpcConnection connection;

  @BeforeEach
  final void open() {
    connection = RpcConnection.open(HttpClient.newHttpClient(), node.uri(), Duration.ofSeconds(5));
  }

  @AfterEach
  final void close() {
    connection.close();
    node.close();
  }

  static Neuron peer(int uid) {
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

  static final Metagraph NETWORK =
      Metagraph.of(NETUID, 0, List.of(peer(0), peer(1), peer(2), peer(3)));

  /** Lets the chain have a final block whose runtime lacks some functions. */
  LoopbackBlock block(int specVersion, String... lacks) {
    return node.chain().extendFinal(specVersion, answers(NETWORK, lacks));
  }

  RuntimeAnswers answers(Metagraph metagraph, String... lacks) {
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

  Reading read() {
    return reader.read(connection, null);
  }

  static List<Neuron> peers(UnaryOperator<Neuron.Builder> change) {
    return NETWORK.neurons().stream().map(neuron -> change.apply(copy(neuron)).build()).toList();
  }

  static Neuron.Builder copy(Neuron neuron) {
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
}
