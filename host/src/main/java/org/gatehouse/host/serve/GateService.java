package org.gatehouse.host.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.Selection;
import org.gatehouse.api.selection.SelectionRequest;
import org.gatehouse.host.shadow.Asked;
import org.gatehouse.host.shadow.Shadow;
import org.gatehouse.state.UnforcedStepException;
import org.jspecify.annotations.Nullable;

/** What can be asked of a served gate. Safe for use by many threads. */
public final class GateService {

  private final String gateName;
  private final GatingModel gate;
  private final LearnedState learned;
  private final Selectors selectors;
  private final Network network;
  private final Metagraph unnamed;
  private final ScoresStore store;
  private final Supplier<List<String>> troubles;
  private final Calls calls;
  private final Shadow shadow;
  private volatile boolean draining;

  /**
   * Creates the service.
   *
   * @param gate the gate as it is served
   * @param unnamed whom selectors choose from where no network is known
   * @param troubles what keeps learned state from being durable, in words
   * @param shadow is told of everything that is scored and learned
   */
  GateService(
      String gateName,
      GatingModel gate,
      LearnedState learned,
      Selectors selectors,
      Network network,
      Metagraph unnamed,
      ScoresStore store,
      Supplier<List<String>> troubles,
      Calls calls,
      Shadow shadow) {
    this.gateName = gateName;
    this.gate = gate;
    this.learned = learned;
    this.selectors = selectors;
    this.network = network;
    this.unnamed = unnamed;
    this.store = store;
    this.troubles = troubles;
    this.calls = calls;
    this.shadow = shadow;
  }

  /**
   * Scores messages, and chooses whom to ask if that is wanted.
   *
   * @param messages at least one
   * @param asked how to choose; {@code null} for scores only
   * @throws org.gatehouse.api.GatehouseException if one of them cannot be scored, or too few peers
   *     can be asked; then no scores are kept
   */
  public Scored forward(List<String> messages, @Nullable SelectionAsked asked) {
    return calls.timed("gatehouse.host.forward", () -> score(messages, asked));
  }

  private Scored score(List<String> messages, @Nullable SelectionAsked asked) {
    String selectorName = asked == null ? null : selectors.named(asked.selector());
    network.catchUp();
    List<GateScores> scores = gate.forward(messages);
    // Rewards for a peer that was replaced meanwhile are dropped, those for its successor are not:
    // nobody is named who is not there any more.
    Optional<Metagraph> known = network.knownSince();
    List<Selection> selections = new ArrayList<>();
    Asked.Choosing choosing = null;
    if (asked != null && selectorName != null) {
      PeerSelector selector = selectors.selector(selectorName);
      choosing = new Asked.Choosing(selectorName, request(asked), known.orElse(unnamed));
      for (GateScores of : scores) {
        selections.add(selector.select(of, choosing.candidates(), choosing.request()));
      }
    }
    List<Scored.Result> results = new ArrayList<>();
    List<Asked.Message> shown = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      String id = store.put(scores.get(i));
      Selection selection = choosing == null ? null : selections.get(i);
      Scored.Choice choice =
          choosing == null || selection == null
              ? null
              : new Scored.Choice(
                  choosing.selector(), choosing.request().k(), peers(selection, known));
      results.add(new Scored.Result(id, scores.get(i), choice));
      shown.add(new Asked.Message(id, messages.get(i), selection));
    }
    shadow.scored(new Asked(shown, known.orElse(null), choosing));
    return new Scored(
        gateName, known.map(Metagraph::block).orElse(null), store.timeToLive(), results);
  }

  private SelectionRequest request(SelectionAsked asked) {
    SelectionRequest usual = selectors.request();
    Integer k = asked.k();
    return new SelectionRequest(
        k == null ? usual.k() : k, asked.exclude(), usual.vpermitTaoLimit());
  }

  private static List<Scored.Peer> peers(Selection selection, Optional<Metagraph> known) {
    return selection.choices().stream()
        .map(
            choice ->
                new Scored.Peer(
                    choice.uid(),
                    known.flatMap(m -> m.neuron(choice.uid())).map(Neuron::hotkey).orElse(null),
                    choice.score(),
                    choice.propensity()))
        .toList();
  }

  /**
   * Learns rewards.
   *
   * @param uids some of the scored ones, each once
   * @param rewards one finite number for each uid
   * @throws ServiceException if no scores of this id are kept or what was learned from them cannot
   *     be kept now
   * @throws ScoresUsedException if their rewards were learned already
   * @throws org.gatehouse.api.GatehouseException if the gate refuses; the scores stay usable
   */
  public TrainingStep backward(String scoresId, Uids uids, float[] rewards) {
    return calls.timed("gatehouse.host.backward", () -> learn(scoresId, uids, rewards));
  }

  private TrainingStep learn(String scoresId, Uids uids, float[] rewards) {
    try {
      return store.use(
          scoresId,
          scores -> {
            GateScores chosen = scores.select(uids);
            chosen.requireRewards(rewards);
            try {
              TrainingStep step = gate.backward(chosen, rewards);
              show(scoresId, chosen, rewards, step);
              return step;
            } catch (UnforcedStepException e) {
              show(scoresId, chosen, rewards, e.step());
              throw e;
            } finally {
              learned.changed();
            }
          });
    } catch (ScoresUsedException e) {
      requireKept(e);
      throw e;
    }
  }

  /** Shows the shadow what was learned. */
  private void show(String scoresId, GateScores chosen, float[] rewards, TrainingStep step) {
    // Whatever a gate says it has trained, the step is done and its answer must not be lost.
    GateScores learned =
        chosen.select(chosen.uids().stream().filter(uid -> step.trained().contains(uid)).toArray());
    float[] earned = new float[learned.size()];
    for (int i = 0; i < earned.length; i++) {
      earned[i] = rewards[chosen.uids().indexOf(learned.uids().get(i))];
    }
    shadow.rewarded(scoresId, learned, earned, network.known().orElse(null));
  }

  /** Tells nobody of a step that may not outlive a power failure. */
  private void requireKept(ScoresUsedException used) {
    List<String> unkept = troubles.get();
    if (!unkept.isEmpty()) {
      throw new ServiceException(
          ServiceException.Reason.NOT_KEPT,
          used.getMessage() + ", which may not be on disk yet: " + unkept.get(0),
          used);
    }
  }

  /**
   * Takes a pushed metagraph.
   *
   * @param snapshot a metagraph snapshot, format version 1
   * @throws ServiceException if it is refused
   */
  public Resynced resync(byte[] snapshot) {
    return calls.timed("gatehouse.host.resync", () -> network.push(snapshot));
  }

  /**
   * Reads the followed network now.
   *
   * @throws ServiceException if none is followed, or it cannot be read
   */
  public Resynced resync() {
    return calls.timed("gatehouse.host.resync", network::read);
  }

  /** Returns the network as it is known; empty if none is. */
  public Optional<Metagraph> metagraph() {
    return network.known();
  }

  /** Returns what is served. */
  public ModelState model() {
    LearnedState.Summary summary = learned.summary();
    Optional<Metagraph> known = network.known();
    return new ModelState(
        gateName,
        summary.encoder(),
        selectors.configured(),
        selectors.request().k(),
        summary.steps(),
        gate.numUids(),
        known.map(Metagraph::netuid).orElse(null),
        known.map(Metagraph::block).orElse(null),
        gate.capabilities().contains(Capability.LEARN),
        summary.sha256(),
        shadow.state().orElse(null));
  }

  /** Returns what keeps the service from being ready, in words; empty if it is ready. */
  public List<String> troubles() {
    List<String> all = new ArrayList<>();
    if (draining) {
      all.add("the service is stopping");
    }
    all.addAll(network.troubles());
    all.addAll(troubles.get());
    return all;
  }

  /** Takes on nothing new from here on. */
  public void drain() {
    draining = true;
  }

  /** Returns whether nothing new is taken on. */
  public boolean isDraining() {
    return draining;
  }

  /** Returns how many scores are kept, those whose rewards were learned included. */
  public int scoresKept() {
    return store.size();
  }
}
