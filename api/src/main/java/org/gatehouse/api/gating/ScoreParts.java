package org.gatehouse.api.gating;

/**
 * What a score is the sum of, up to rounding, and how certain the gate is of it.
 *
 * @param uid whose score it is
 * @param everyone what the gate expects of anybody for this message
 * @param peer how much more or less it expects of this peer whatever the message
 * @param message how much more or less of this peer because of the message
 * @param optimism what it adds because it is not certain, so that the peer is tried
 * @param standardDeviation of what it expects, at least 0; 0 if the gate does not know
 * @param rewards how many rewards of this peer the gate has learned; -1 if it does not count them
 */
public record ScoreParts(
    int uid,
    float everyone,
    float peer,
    float message,
    float optimism,
    float standardDeviation,
    long rewards) {

  /** Returns what the gate expects of the peer: the score without its optimism. */
  public float expected() {
    return everyone + peer + message;
  }

  /** Returns the score. */
  public float score() {
    return expected() + optimism;
  }
}
