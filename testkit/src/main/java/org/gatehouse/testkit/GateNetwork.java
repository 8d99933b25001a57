package org.gatehouse.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;

/** Small networks for gates, and what happens to them from one block to the next. */
final class GateNetwork {

  /** The network of every rule that needs no other. */
  static final int NETUID = 7;

  private static final long BLOCK = 100;

  private GateNetwork() {}

  /** Returns a network without gaps. */
  static Metagraph of(int size) {
    return of(IntStream.range(0, size).toArray());
  }

  /** Returns a network with peers at these uids only. */
  static Metagraph of(int... uids) {
    return Metagraph.of(
        NETUID, BLOCK, Arrays.stream(uids).mapToObj(GateNetwork::original).toList());
  }

  private static Neuron original(int uid) {
    return Neuron.of(uid, "hotkey-" + uid);
  }

  /** Returns the network one block later, with other peers at these uids. */
  static Metagraph replaced(Metagraph network, int... uids) {
    return next(
        network,
        peers -> {
          for (int uid : uids) {
            peers.put(uid, Neuron.of(uid, "of-block-" + (network.block() + 1) + "-" + uid));
          }
        });
  }

  /** Returns the network one block later, with all of its peers replaced. */
  static Metagraph replaced(Metagraph network) {
    return replaced(network, network.uids().toArray());
  }

  /** Returns the network one block later, with the original peers at these uids. */
  static Metagraph added(Metagraph network, int... uids) {
    return next(network, peers -> Arrays.stream(uids).forEach(u -> peers.put(u, original(u))));
  }

  /** Returns the network one block later, with nobody at these uids. */
  static Metagraph removed(Metagraph network, int... uids) {
    return next(network, peers -> Arrays.stream(uids).forEach(peers::remove));
  }

  private static Metagraph next(Metagraph network, Consumer<Map<Integer, Neuron>> change) {
    Map<Integer, Neuron> peers = new TreeMap<>();
    network.neurons().forEach(neuron -> peers.put(neuron.uid(), neuron));
    change.accept(peers);
    return Metagraph.of(network.netuid(), network.block() + 1, List.copyOf(peers.values()));
  }
}
