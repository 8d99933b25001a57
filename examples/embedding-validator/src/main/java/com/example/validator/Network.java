package com.example.validator;

import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network as it is now, which the gate is kept in step with until this is closed.
 *
 * <p>Safe for use by many threads.
 */
final class Network implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Network.class);

  private final GatingModel gate;
  private final Subscription subscription;
  private volatile Metagraph latest;

  private Network(GatingModel gate, MetagraphSource source, Metagraph start) {
    this.gate = gate;
    this.latest = start;
    this.subscription = source.watch(new Listener());
  }

  /**
   * Follows a source.
   *
   * @param start the network that the gate knows
   */
  static Network follow(GatingModel gate, MetagraphSource source, Metagraph start) {
    Network network = new Network(gate, source, start);
    // What changed between the start and the watch.
    network.moveTo(source.sync());
    return network;
  }

  /**
   * Returns the network as it is now. To be asked for after a forward pass: then a peer that was
   * replaced in between is either not among these any more, or its reward is dropped, but never
   * learned by its successor.
   */
  Metagraph latest() {
    return latest;
  }

  private synchronized void moveTo(Metagraph next) {
    Metagraph before = latest;
    if (next.equals(before) || next.block() < before.block()) {
      return;
    }
    // In this order: nobody is to ask a peer whose row already belongs to another.
    latest = next;
    try {
      gate.resync(before, next);
    } catch (RuntimeException e) {
      latest = before;
      throw e;
    }
  }

  @Override
  public void close() {
    subscription.close();
  }

  private final class Listener implements MetagraphListener {

    @Override
    public void changed(Metagraph previous, Metagraph next) {
      moveTo(next);
    }

    @Override
    public void failed(MetagraphException failure) {
      LOG.warn(
          "the network cannot be read, its last state stays in force: {}", failure.getMessage());
    }
  }
}
