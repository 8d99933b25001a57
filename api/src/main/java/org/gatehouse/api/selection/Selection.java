package org.gatehouse.api.selection;

import java.util.List;
import org.gatehouse.api.Uids;

/**
 * The peers to ask, best score first.
 *
 * @param choices the chosen peers, each uid once
 */
public record Selection(List<Choice> choices) {

  /** Copies the list. */
  public Selection {
    choices = List.copyOf(choices);
  }

  /**
   * One chosen peer.
   *
   * @param uid the peer
   * @param score its score
   * @param propensity the probability with which it was to be among the chosen, in (0, 1]; over all
   *     candidates these sum to k
   */
  public record Choice(int uid, float score, double propensity) {}

  /** Returns the chosen uids, in the order of the choices. */
  public Uids uids() {
    return Uids.of(choices.stream().mapToInt(Choice::uid).toArray());
  }
}
