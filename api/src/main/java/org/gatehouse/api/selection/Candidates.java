package org.gatehouse.api.selection;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;

/**
 * The peers a selector may choose, by the rule that all selectors share.
 *
 * @param preferred available uids with a score that are not excluded, ascending
 * @param reserve available uids with a score that are excluded, ascending; they fill up when the
 *     preferred ones are fewer than k
 */
public record Candidates(Uids preferred, Uids reserve) {

  /**
   * Applies the rule.
   *
   * @throws NotEnoughPeersException if both lists together hold fewer than k
   */
  public static Candidates of(GateScores scores, Metagraph metagraph, SelectionRequest request) {
    List<Integer> preferred = new ArrayList<>();
    List<Integer> reserve = new ArrayList<>();
    for (Neuron neuron : metagraph.neurons()) {
      if (request.isAvailable(neuron) && scores.uids().contains(neuron.uid())) {
        (request.excluded().contains(neuron.uid()) ? reserve : preferred).add(neuron.uid());
      }
    }
    int available = preferred.size() + reserve.size();
    if (available < request.k()) {
      throw new NotEnoughPeersException(request.k(), available);
    }
    return new Candidates(Uids.copyOf(preferred), Uids.copyOf(reserve));
  }
}
