package org.gatehouse.config;

import java.util.List;
import java.util.stream.IntStream;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.metagraph.Subscription;

/** A source of a network of 8 peers of netuid 7, or one that fails where it is told to. */
final class FakeSource implements MetagraphSource {

  static final Metagraph NETWORK = network(8);

  private final String fail;

  FakeSource(String fail) {
    this.fail = fail;
  }

  static Metagraph network(int size) {
    List<Neuron> neurons =
        IntStream.range(0, size).mapToObj(uid -> Neuron.of(uid, "hotkey-" + uid)).toList();
    return Metagraph.of(7, 100, neurons);
  }

  @Override
  public Metagraph sync() {
    Events.add("source read");
    if (fail.equals("sync")) {
      throw new MetagraphException("the network cannot be read");
    }
    return NETWORK;
  }

  @Override
  public Subscription watch(MetagraphListener listener) {
    return () -> {};
  }

  @Override
  public void close() {
    Events.add("source closed");
    if (fail.equals("close")) {
      throw new IllegalStateException("the source does not close");
    }
  }
}
