package org.gatehouse.host.score;

import java.util.List;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.Selection;
import org.gatehouse.api.selection.SelectionRequest;

/**
 * Scores prompts and lets a selector choose.
 *
 * @param request what is asked of the selector
 */
record Scoring(
    GatingModel gate,
    PeerSelector selector,
    SelectionRequest request,
    Network network,
    Names names) {

  /** The names that results carry. */
  record Names(String gate, String selector) {}

  /**
   * The peers to choose from.
   *
   * @param named whether they are those of a network, not stand-ins for uids
   */
  record Network(Metagraph metagraph, boolean named) {}

  /** Scores prompts with one state of the weights and chooses for each. */
  List<Scored> score(List<String> prompts) {
    List<GateScores> scores = gate.forward(prompts);
    return IntStream.range(0, prompts.size())
        .mapToObj(i -> choose(prompts.get(i), scores.get(i)))
        .toList();
  }

  /** Chooses for a scored prompt. */
  Scored choose(String prompt, GateScores scores) {
    Selection selection = selector.select(scores, network.metagraph(), request);
    return new Scored(
        prompt,
        names.gate(),
        names.selector(),
        request.k(),
        network.named() ? network.metagraph().block() : null,
        selection.choices().stream().map(this::peer).toList());
  }

  private Scored.Peer peer(Selection.Choice choice) {
    String hotkey =
        network.named()
            ? network.metagraph().neuron(choice.uid()).map(Neuron::hotkey).orElse(null)
            : null;
    return new Scored.Peer(choice.uid(), hotkey, choice.score(), choice.propensity());
  }
}
