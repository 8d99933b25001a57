package com.example.validator;

import com.google.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.Selection;
import org.gatehouse.api.selection.Selection.Choice;
import org.gatehouse.api.selection.SelectionRequest;
import org.gatehouse.config.Gatehouse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of a validator: score, choose, ask, reward, learn, write down.
 *
 * <p>For use by one thread, while the network may be followed by another.
 */
public final class Validator {

  private static final Logger LOG = LoggerFactory.getLogger(Validator.class);

  private final GatingModel gate;
  private final PeerSelector selector;
  private final SelectionRequest request;
  private final Network network;
  private final Peers peers;
  private final Rewards rewards;
  private final EventLog events;

  @Inject
  Validator(
      GatingModel gate,
      PeerSelector selector,
      Gatehouse gatehouse,
      Network network,
      Peers peers,
      Rewards rewards,
      EventLog events) {
    this.gate = gate;
    this.selector = selector;
    this.request = gatehouse.selectionRequest();
    this.network = network;
    this.peers = peers;
    this.rewards = rewards;
    this.events = events;
  }

  /** Runs a round for each task; one that fails is named, and the next one is run. */
  public void run(Iterable<Task> tasks) throws InterruptedException {
    for (Task task : tasks) {
      try {
        Round round = round(task);
        LOG.info(
            "rewarded {} of {} peers with {} on average",
            round.rewarded().size(),
            request.k(),
            round.meanReward());
      } catch (GatehouseException e) {
        LOG.warn("a round failed: {}", e.getMessage());
      }
    }
  }

  /**
   * Runs one round, and writes its event unless no peer was rewarded.
   *
   * @throws GatehouseException if too few peers are there, or the gate refuses the prompt or the
   *     rewards; nothing is written then
   */
  public Round round(Task task) throws InterruptedException {
    long start = System.nanoTime();
    GateScores scores = gate.forward(task.prompt());
    Metagraph now = network.latest();
    Selection selection = selector.select(scores, now, withAddress(now));
    List<Neuron> chosen =
        selection.choices().stream().map(choice -> now.neuron(choice.uid()).orElseThrow()).toList();
    List<Answer> answers = peers.ask(chosen, task.prompt());

    List<Round.Rewarded> rewarded = new ArrayList<>();
    List<Integer> silent = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      Choice choice = selection.choices().get(i);
      Answer answer = answers.get(i);
      OptionalDouble reward = reward(task, answer);
      if (reward.isPresent()) {
        String text = answer.completion() == null ? "" : answer.completion();
        rewarded.add(new Round.Rewarded(choice, text, answer.seconds(), reward.getAsDouble()));
      } else {
        silent.add(choice.uid());
      }
    }
    TrainingStep step = rewarded.isEmpty() ? null : learn(scores, rewarded);
    double seconds = (System.nanoTime() - start) / 1e9;
    Round round = new Round(task, now, rewarded, silent, step, seconds);
    if (step != null) {
      events.append(round.toEvent());
    }
    return round;
  }

  /** Peers without an address cannot be asked: they are chosen only where others are too few. */
  private SelectionRequest withAddress(Metagraph now) {
    Set<Integer> excluded = new HashSet<>(request.excluded());
    now.neurons().stream()
        .filter(neuron -> neuron.axon() == null)
        .forEach(neuron -> excluded.add(neuron.uid()));
    return new SelectionRequest(request.k(), excluded, request.vpermitTaoLimit());
  }

  private OptionalDouble reward(Task task, Answer answer) {
    String completion = answer.completion();
    return completion == null
        ? rewards.ofSilence()
        : OptionalDouble.of(rewards.of(task.prompt(), completion));
  }

  private TrainingStep learn(GateScores scores, List<Round.Rewarded> rewarded) {
    int[] uids = rewarded.stream().mapToInt(Round.Rewarded::uid).toArray();
    float[] earned = new float[uids.length];
    for (int i = 0; i < earned.length; i++) {
      earned[i] = (float) rewarded.get(i).reward();
    }
    return gate.backward(scores.select(uids), earned);
  }
}
