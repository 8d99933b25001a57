package org.gatehouse.api.selection;

import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.GateScores;

/** How probable each candidate is to be among the chosen; what tells one selector from another. */
@FunctionalInterface
interface InclusionDesign {

  /**
   * Returns the inclusion probability of each candidate. With a larger k, nobody's is smaller.
   *
   * @param offered at least k candidates in ascending order of uid
   * @param k how many will be chosen, at least 1
   * @return probabilities in [0, 1] that sum to k
   * @throws GatehouseException if it needs what the gate does not tell
   */
  double[] probabilities(GateScores offered, int k);
}
