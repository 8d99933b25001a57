package org.gatehouse.metagraph.adapters.subtensor.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.metagraph.adapters.subtensor.rpc.RpcException;
import org.gatehouse.metagraph.adapters.subtensor.scale.MetagraphField;
import org.gatehouse.metagraph.adapters.subtensor.scale.NeuronLite;
import org.gatehouse.metagraph.adapters.subtensor.scale.NeuronsLite;
import org.gatehouse.metagraph.adapters.subtensor.scale.ScaleException;
import org.gatehouse.metagraph.adapters.subtensor.scale.SubnetMetagraph;
import org.gatehouse.metagraph.adapters.subtensor.scale.SubnetState;

/** What the runtime of one block says of a subnet, by the newest function that it has. */
final class SubnetAnswers {

  private final Node node;
  private final Block block;
  private final int netuid;
  private final Set<RuntimeFunction> answered;
  private final List<String> refusals = new ArrayList<>();

  /**
   * Creates the answers of a node at a block.
   *
   * @param answered the functions that were answered before, to which others are added
   */
  SubnetAnswers(Node node, Block block, int netuid, Set<RuntimeFunction> answered) {
    this.node = node;
    this.block = block;
    this.netuid = netuid;
    this.answered = answered;
  }

  /** Returns the neurons of an answer; empty if the runtime has no function that lists them. */
  Optional<List<NeuronLite>> neurons(CompletableFuture<byte[]> answer) {
    RuntimeFunction function = RuntimeFunction.NEURONS_LITE;
    return await(
        function,
        answer,
        bytes -> {
          List<NeuronLite> neurons = NeuronsLite.decode(bytes);
          neurons.forEach(neuron -> require(function, "netuid", netuid, neuron.netuid()));
          return neurons;
        });
  }

  /** Returns the subnet's columns; empty if the runtime has no function that tells them. */
  Optional<Columns> columns() {
    return selective().or(this::metagraph).or(this::state);
  }

  private Optional<Columns> selective() {
    if (!block.hasIndexes()) {
      return Optional.empty();
    }
    RuntimeFunction function = RuntimeFunction.SELECTIVE_METAGRAPH;
    List<Integer> indexes = MetagraphField.OF_PEERS.stream().map(MetagraphField::index).toList();
    return ask(
        function,
        new Arguments(netuid, indexes),
        answer ->
            checked(function, SubnetMetagraph.decodeSelective(answer, MetagraphField.OF_PEERS)));
  }

  private Optional<Columns> metagraph() {
    RuntimeFunction function = RuntimeFunction.METAGRAPH;
    return ask(
        function,
        Arguments.of(netuid),
        answer -> checked(function, SubnetMetagraph.decodeFull(answer)));
  }

  private Optional<Columns> state() {
    return ask(
        RuntimeFunction.SUBNET_STATE,
        Arguments.of(netuid),
        answer -> {
          Optional<SubnetState> state = SubnetState.decode(answer);
          state.ifPresent(
              found -> {
                require(RuntimeFunction.SUBNET_STATE, "netuid", netuid, found.netuid());
                require(
                    RuntimeFunction.SUBNET_STATE,
                    "total_stake",
                    found.hotkeys().size(),
                    found.totalStake().length);
              });
          return Columns.ofState(state);
        });
  }

  private Columns checked(RuntimeFunction function, Optional<SubnetMetagraph> answer) {
    answer.ifPresent(
        found -> {
          require(function, "netuid", netuid, found.netuid());
          require(function, "block", block.number(), found.block());
          require(function, "hotkeys", found.numUids(), found.hotkeys().size());
          require(function, "total_stake", found.numUids(), found.totalStake().length);
        });
    return Columns.of(function, answer);
  }

  private <T> Optional<T> ask(
      RuntimeFunction function, Arguments arguments, Function<byte[], T> decoder) {
    return await(function, node.answer(function, arguments, block.hash()), decoder);
  }

  /**
   * Waits for an answer; empty if the node refuses it.
   *
   * <p>Nodes have many words for a function that they lack, so that every other error than those of
   * a moment's trouble counts as that; once the function was answered only the plain words do.
   */
  private <T> Optional<T> await(
      RuntimeFunction function, CompletableFuture<byte[]> answer, Function<byte[], T> decoder) {
    try {
      T decoded = decoder.apply(Node.await(answer));
      answered.add(function);
      return Optional.of(decoded);
    } catch (RpcException e) {
      boolean momentary = e.isPruned() || e.isBusy() || answered.contains(function);
      if (momentary && !e.isUnavailable()) {
        throw e;
      }
      refusals.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    } catch (ScaleException e) {
      throw failure(function, String.valueOf(e.getMessage()));
    }
  }

  /** Returns the failure of a node that refuses all functions that tell something. */
  MetagraphException refused(String what) {
    return new MetagraphException(
        "%s: expected a function that tells %s of block %d, found none (%s): %s"
            .formatted(
                node.name(), what, block.number(), block.runtime(), String.join("; ", refusals)));
  }

  /** Checks a number of an answer against what is known. */
  void require(RuntimeFunction function, String field, long expected, long found) {
    if (expected != found) {
      throw failure(
          function,
          "%s: expected %d, found %s".formatted(field, expected, Long.toUnsignedString(found)));
    }
  }

  /** Returns the failure of an answer, with the node, the function and the block. */
  MetagraphException failure(RuntimeFunction function, String message) {
    return node.failure(
        function.stateCall(),
        "%s (block %d, %s)".formatted(message, block.number(), block.runtime()));
  }
}
