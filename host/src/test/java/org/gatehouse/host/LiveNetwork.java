package org.gatehouse.host;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.metagraph.adapters.subtensor.loopback.Accounts;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackBlock;
import org.gatehouse.metagraph.adapters.subtensor.loopback.LoopbackNode;
import org.gatehouse.metagraph.adapters.subtensor.loopback.MetagraphAnswers;

/** A subnet of a chain that a node on this machine serves. */
public final class LiveNetwork implements AutoCloseable {

  /** The number of the subnet. */
  public static final int NETUID = 7;

  private static final int SPEC_VERSION = 343;

  private final LoopbackNode node = LoopbackNode.start();

  /** Starts the node, with one final block at which the subnet has these peers. */
  public LiveNetwork(String... peers) {
    publish(peers);
  }

  /** Returns the node. */
  public LoopbackNode node() {
    return node;
  }

  /** Returns the options that select the node as the source. */
  public String[] options() {
    return new String[] {
      "--set", "gatehouse.metagraph.source=subtensor",
      "--set", "gatehouse.metagraph.subtensor.url=" + node.uri(),
      "--set", "gatehouse.metagraph.subtensor.netuid=" + NETUID
    };
  }

  /** Adds a final block at which the subnet has these peers, by uid. */
  public LoopbackBlock publish(String... peers) {
    return publishAt(node.chain().best().number() + 1, peers);
  }

  /** Adds a final block of a height. */
  public LoopbackBlock publishAt(long number, String... peers) {
    LoopbackBlock block = node.chain().extendAt(number, SPEC_VERSION, answers(peers));
    node.chain().finalizeTo(number);
    return block;
  }

  /** Adds a block that may be taken back. */
  public LoopbackBlock propose(String... peers) {
    return node.chain().extend(SPEC_VERSION, answers(peers));
  }

  private static MetagraphAnswers answers(String... peers) {
    return MetagraphAnswers.of(Metagraph.of(NETUID, 0, neurons(peers)));
  }

  private static List<Neuron> neurons(String... peers) {
    return IntStream.range(0, peers.length)
        .mapToObj(
            uid ->
                Neuron.builder(uid, hotkey(peers[uid]))
                    .coldkey(hotkey("cold"))
                    .stakeRao(BigInteger.valueOf(4_000_000_000L * (uid + 1)))
                    .active(true)
                    .validatorPermit(uid == 0)
                    .lastUpdate(uid == 0 ? -1L : 100L + uid)
                    .rank(1)
                    .trust(2)
                    .consensus(3)
                    .validatorTrust(4)
                    .incentive(65535 - uid)
                    .dividends(6)
                    .emissionRao(7L)
                    .axon(new Axon(uid == 1 ? "0.0.0.0" : "192.0.2." + uid, 8091, 4, 4, 700, 55))
                    .build())
        .toList();
  }

  /** Returns the subnet as it is to be read at a block. */
  public static Metagraph at(LoopbackBlock block, String... peers) {
    return new Metagraph(null, NETUID, block.number(), block.hash(), neurons(peers));
  }

  /** Returns the address of a peer with a short name. */
  public static String hotkey(String name) {
    return Accounts.ss58(name);
  }

  @Override
  public void close() {
    node.close();
  }
}
