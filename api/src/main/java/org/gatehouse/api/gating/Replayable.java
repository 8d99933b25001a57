package org.gatehouse.api.gating;

/**
 * The ability of a gate to write down what a training step learns from, so that the step can be
 * taken again by a later process.
 *
 * <p>The state that a gate reaches from a snapshot by the recorded steps and the resyncs in between
 * equals the one it had, bit for bit. A gate that learns from anything else, such as the stakes of
 * a metagraph, must not offer this.
 */
public interface Replayable {

  /**
   * Returns what a step on these scores would learn from at this moment.
   *
   * @return the uids that still hold the peers that were scored, in the order of the scores, and
   *     what the gate has to know beside them
   * @throws ForeignScoresException if the scores come from another gate or from before a restore
   */
  RecordedScores record(GateScores scores);

  /**
   * Returns scores that train as the recorded ones did, for the peers that hold these uids now.
   *
   * @throws SnapshotException if it is not a record of such a gate
   * @throws InvalidUidException if one of its uids is unknown or appears twice
   */
  GateScores revive(RecordedScores recorded);
}
