package org.gatehouse.api.selection;

/** How probable each candidate is to be among the chosen; what tells one selector from another. */
@FunctionalInterface
interface InclusionDesign {

  /**
   * Returns the inclusion probability of each candidate.
   *
   * @param scores one score for each candidate, at least k of them, in ascending order of uid
   * @param k how many will be chosen, at least 1
   * @return probabilities in [0, 1] that sum to k
   */
  double[] probabilities(float[] scores, int k);
}
