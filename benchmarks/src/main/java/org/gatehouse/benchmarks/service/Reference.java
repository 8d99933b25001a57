package org.gatehouse.benchmarks.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.config.GatehouseConfig;
import org.gatehouse.config.HostContext;
import org.gatehouse.state.StateDigest;

/**
 * The serial replay: a gate of the same configuration in this process, which has no disk and is
 * never killed, and is given the same changes in the same order.
 *
 * <p>It remembers its state after each change since the last one that was proven. For use by one
 * thread.
 */
final class Reference implements AutoCloseable {

  private final Gatehouse gatehouse;
  private final GatingModel gate;
  private final List<State> states = new ArrayList<>();

  /**
   * What a gate has learned at one moment.
   *
   * @param network the network it knew then
   */
  record State(GatingSnapshot snapshot, Metagraph network, String sha256) {}

  /**
   * A state that was recognised.
   *
   * @param changes after how many changes since the last proof the reference was there
   * @param way the states that the host may have had before it caught up with the network
   * @param state the state now; the last of these where there was nothing to catch up with
   */
  record Found(int changes, List<State> way, State state) {}

  /** Makes a fresh gate that knows a network. */
  Reference(Installation installation, Metagraph network) {
    GatehouseConfig.Loader loader = GatehouseConfig.loader().systemProperties(new Properties());
    installation.settings().forEach((key, value) -> loader.set(key + "=" + value));
    this.gatehouse = Gatehouse.open(loader.load(), HostContext.standalone());
    this.gate = gatehouse.gate();
    gate.resync(network, network);
    remember(network);
  }

  private void remember(Metagraph network) {
    states.add(stateOf(network));
  }

  private State stateOf(Metagraph network) {
    GatingSnapshot snapshot = gate.snapshot();
    return new State(snapshot, network, StateDigest.sha256(snapshot));
  }

  private State last() {
    return states.get(states.size() - 1);
  }

  /** Returns the network that it knows. */
  Metagraph network() {
    return last().network();
  }

  /** Returns how many changes there were since the last proof. */
  int changes() {
    return states.size() - 1;
  }

  GateScores forward(String message) {
    return gate.forward(message);
  }

  void backward(GateScores scores, float[] rewards) {
    gate.backward(scores, rewards);
    remember(network());
  }

  void resync(Metagraph latest) {
    gate.resync(network(), latest);
    remember(latest);
  }

  /**
   * Looks for a state among those after some changes, and among what they become when the host
   * catches up with a network that was pushed later.
   *
   * @param from the fewest changes
   * @param to the most changes
   * @param pushed networks that the host may know
   */
  Optional<Found> find(String sha256, int from, int to, List<Metagraph> pushed) {
    for (int i = to; i >= from; i--) {
      if (states.get(i).sha256().equals(sha256)) {
        return Optional.of(new Found(i, wayTo(i), states.get(i)));
      }
    }
    for (int i = to; i >= from; i--) {
      for (Metagraph network : pushed) {
        State state = states.get(i);
        if (network.block() > state.network().block()) {
          gate.restore(state.snapshot(), state.network());
          gate.resync(state.network(), network);
          State later = stateOf(network);
          if (later.sha256().equals(sha256)) {
            return Optional.of(new Found(i, wayTo(i), later));
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Returns a state and those before it from which only the network has changed: who has lost these
   * changes and catches up with the network comes to the same state, and has an earlier one in its
   * snapshot.
   */
  private List<State> wayTo(int change) {
    int first = change;
    while (first > 0 && !states.get(first - 1).network().equals(states.get(first).network())) {
      first--;
    }
    return List.copyOf(states.subList(first, change + 1));
  }

  /**
   * Goes back to a state that was found; what came after it is forgotten. If the host has caught up
   * with the network, that is the first change from here on.
   */
  void continueFrom(Found found) {
    gate.restore(found.state().snapshot(), found.state().network());
    if (!stateOf(network()).sha256().equals(found.state().sha256())) {
      throw new Unexpected("the reference itself does not restore what it was");
    }
    states.clear();
    states.addAll(found.way());
    if (!last().equals(found.state())) {
      states.add(found.state());
    }
  }

  @Override
  public void close() {
    gatehouse.close();
  }
}
