package org.gatehouse.benchmarks.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;

/** Made-up networks in which peers come and go. */
final class Networks {

  private static final int NETUID = 7;
  private static final int MOST_REPLACED = 4;

  private Networks() {}

  /** Returns a network of peers that were there from the beginning. */
  static Metagraph first(int peers) {
    return Metagraph.of(
        NETUID,
        1,
        IntStream.range(0, peers).mapToObj(uid -> Neuron.of(uid, "peer-" + uid + "-1")).toList());
  }

  /** Returns the network some blocks later, with some peers replaced. */
  static Metagraph next(Metagraph before, RandomGenerator random) {
    long block = before.block() + random.nextInt(1, 100);
    List<Neuron> neurons = new ArrayList<>(before.neurons());
    int replaced = random.nextInt(1, MOST_REPLACED + 1);
    for (int i = 0; i < replaced; i++) {
      int uid = random.nextInt(neurons.size());
      neurons.set(uid, Neuron.of(uid, "peer-" + uid + "-" + block));
    }
    return Metagraph.of(NETUID, block, neurons);
  }

  /** Returns the body of a request that pushes a network. */
  static Map<String, Object> snapshot(Metagraph network) {
    return Map.of(
        "netuid",
        network.netuid(),
        "block",
        network.block(),
        "neurons",
        network.neurons().stream()
            .map(neuron -> Map.of("uid", neuron.uid(), "hotkey", neuron.hotkey()))
            .toList());
  }
}
