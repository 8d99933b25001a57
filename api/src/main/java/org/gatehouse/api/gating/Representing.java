package org.gatehouse.api.gating;

/** The ability of a gate to show the vector on which it based its scores. */
public interface Representing {

  /** Returns the number of components of every representation. */
  int dimension();

  /**
   * Returns the representation of the message behind these scores, of shape [dimension].
   *
   * @throws ForeignScoresException if the scores come from another gate or from before a restore
   */
  float[] representation(GateScores scores);
}
