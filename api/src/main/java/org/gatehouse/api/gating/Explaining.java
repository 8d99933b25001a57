package org.gatehouse.api.gating;

import java.util.List;

/** The ability of a gate to say what its scores are made of. */
public interface Explaining {

  /**
   * Returns the parts of each of these scores, in their order, as they would be given now.
   *
   * @throws ForeignScoresException if the scores come from another gate or from before a restore
   */
  List<ScoreParts> explain(GateScores scores);

  /**
   * Returns whether scores may hold optimism; this never changes.
   *
   * <p>Then the peers with the best scores are those to try, and a selector that adds uncertainty
   * of its own counts it twice.
   */
  default boolean optimistic() {
    return false;
  }
}
