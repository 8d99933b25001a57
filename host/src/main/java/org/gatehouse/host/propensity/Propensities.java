package org.gatehouse.host.propensity;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.selection.NotEnoughPeersException;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.Selection;
import org.gatehouse.api.selection.SelectionRequest;

/** Asks selectors how probable it is that they choose a peer. */
public final class Propensities {

  private static final int DRAWS = 16;

  private Propensities() {}

  /**
   * Returns the probability of each peer to be chosen, by uid; who is absent has none.
   *
   * <p>Of a selector that does not tell, it is the share of 16 draws that hold the peer, which is
   * right on average; where all propensities are 1 one draw tells it.
   *
   * @throws NotEnoughPeersException if fewer than k are available
   */
  public static Map<Integer, Double> of(
      PeerSelector selector, GateScores scores, Metagraph metagraph, SelectionRequest request) {
    return selector
        .propensities(scores, metagraph, request)
        .orElseGet(() -> drawn(selector, scores, metagraph, request));
  }

  private static SortedMap<Integer, Double> drawn(
      PeerSelector selector, GateScores scores, Metagraph metagraph, SelectionRequest request) {
    Selection first = selector.select(scores, metagraph, request);
    int draws = first.choices().stream().allMatch(choice -> choice.propensity() == 1) ? 1 : DRAWS;
    TreeMap<Integer, Double> shares = new TreeMap<>();
    for (int i = 0; i < draws; i++) {
      Selection drawn = i == 0 ? first : selector.select(scores, metagraph, request);
      drawn.uids().stream().forEach(uid -> shares.merge(uid, 1.0 / draws, Double::sum));
    }
    return shares;
  }
}
