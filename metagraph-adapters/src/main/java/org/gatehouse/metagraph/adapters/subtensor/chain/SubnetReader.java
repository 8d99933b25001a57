package org.gatehouse.metagraph.adapters.subtensor.chain;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.metagraph.adapters.subtensor.rpc.RpcConnection;
import org.gatehouse.metagraph.adapters.subtensor.scale.NeuronLite;
import org.gatehouse.metagraph.adapters.subtensor.scale.SubnetMetagraph;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a subnet at one block: everything is asked at that block's hash, so that a metagraph is
 * never a mixture of two.
 *
 * <p>Safe for use by many threads.
 */
public final class SubnetReader {

  private static final Logger LOG = LoggerFactory.getLogger(SubnetReader.class);

  private final @Nullable String network;
  private final int netuid;
  private final BlockChoice choice;

  /** The functions that some node has answered. */
  private final Set<RuntimeFunction> answered = ConcurrentHashMap.newKeySet();

  private volatile @Nullable StakeMeaning lastMeaning;

  /**
   * Creates a reader.
   *
   * @param network the name that metagraphs carry; {@code null} for none
   * @param netuid the subnet, 0 to 65535
   * @param choice which block is read
   */
  public SubnetReader(@Nullable String network, int netuid, BlockChoice choice) {
    this.network = network;
    this.netuid = netuid;
    this.choice = choice;
  }

  /**
   * Reads the subnet from a node.
   *
   * @param before what was read last, {@code null} if nothing; returned as it is if the block is
   *     still the same
   * @throws NoSuchSubnetException if the chain does not have the subnet at the block
   * @throws org.gatehouse.api.GatehouseException if the node fails, answers nonsense, lacks the
   *     block or the functions, or is behind what was read before
   */
  public Reading read(RpcConnection connection, @Nullable Reading before) {
    Node node = new Node(connection);
    String hash = hash(node);
    if (before != null && hash.equals(before.metagraph().blockHash())) {
      return before;
    }
    CompletableFuture<Long> number = node.number(hash);
    CompletableFuture<OptionalInt> version = node.specVersion(hash);
    CompletableFuture<byte[]> list =
        node.answer(RuntimeFunction.NEURONS_LITE, Arguments.of(netuid), hash);
    Block block = new Block(hash, Node.await(number), Node.await(version));
    requireSameHash(node, block);
    if (before != null && block.number() < before.metagraph().block()) {
      throw new MetagraphException(
          "%s: its %s block is %d, behind block %d that was read before"
              .formatted(node.name(), choice.word(), block.number(), before.metagraph().block()));
    }
    return read(node, block, list);
  }

  private String hash(Node node) {
    Long number = choice.number();
    if (number != null) {
      return node.blockHash(number)
          .orElseThrow(
              () ->
                  new MetagraphException(
                      node.name() + ": expected block " + number + ", found no such block"));
    }
    return choice.equals(BlockChoice.FINALIZED) ? node.finalizedHead() : node.bestHead();
  }

  /** A block number that is too high would make every later block an older one. */
  private void requireSameHash(Node node, Block block) {
    if (choice.equals(BlockChoice.BEST)) {
      // The best chain may be replaced at any moment: another hash would say nothing.
      return;
    }
    String found = Node.await(node.hashOf(block.number())).orElse(block.hash());
    if (!found.equalsIgnoreCase(block.hash())) {
      throw new MetagraphException(
          "%s: expected block %d to have the hash %s, found %s"
              .formatted(node.name(), block.number(), block.hash(), found));
    }
  }

  private Reading read(Node node, Block block, CompletableFuture<byte[]> list) {
    SubnetAnswers answers = new SubnetAnswers(node, block, netuid, answered);
    Optional<List<NeuronLite>> neurons = answers.neurons(list);
    Optional<Columns> columns = block.isBeforeSubnetStake() ? Optional.empty() : answers.columns();
    List<Neuron> peers = peers(answers, neurons, columns);
    if (peers.isEmpty() && !node.isAdded(netuid, block.hash()).orElse(false)) {
      throw new NoSuchSubnetException(
          "%s: expected netuid %d, found no such subnet at block %d"
              .formatted(node.name(), netuid, block.number()));
    }
    StakeMeaning meaning = StakeMeaning.of(block, columns.isPresent());
    if (meaning.isPartial() && lastMeaning == StakeMeaning.TOTAL_OF_SUBNET) {
      // To listeners the stake of every peer would have changed.
      throw answers.refused("the total stake, as was told before,");
    }
    warn(node, block, meaning);
    return new Reading(
        metagraph(answers, block, peers),
        node.name() + ", " + block.runtime() + ", " + meaning.description());
  }

  private Metagraph metagraph(SubnetAnswers answers, Block block, List<Neuron> peers) {
    try {
      return new Metagraph(network, netuid, block.number(), block.hash(), peers);
    } catch (MetagraphException e) {
      throw answers.failure(RuntimeFunction.NEURONS_LITE, String.valueOf(e.getMessage()));
    }
  }

  /** Says once, not at each reading, that the stake is not what the chain counts by. */
  private void warn(Node node, Block block, StakeMeaning meaning) {
    if (meaning != lastMeaning) {
      lastMeaning = meaning;
      if (meaning.isPartial()) {
        LOG.warn("{}, {}: {}", node.name(), block.runtime(), meaning.description());
      }
    }
  }

  private static List<Neuron> peers(
      SubnetAnswers answers, Optional<List<NeuronLite>> neurons, Optional<Columns> columns) {
    Peers peers = new Peers(answers);
    if (neurons.isPresent()) {
      return columns
          .map(found -> peers.of(neurons.get(), found))
          .orElseGet(() -> peers.of(neurons.get()));
    }
    SubnetMetagraph all = columns.map(Columns::metagraph).orElse(null);
    if (all != null) {
      return peers.of(columns.get(), all);
    }
    if (columns.isPresent() && columns.get().hotkeys().isEmpty()) {
      return List.of();
    }
    throw answers.refused("the peers");
  }
}
