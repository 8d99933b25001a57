package org.gatehouse.engine.tensorflow.pooling;

/**
 * The way from the hidden states of one row of tokens to one vector. Immutable, with value
 * equality: encoders are shared between those who ask for equal poolings.
 */
public interface Pooling {

  /** What this pooling is called, such as {@code mean}. */
  String name();

  /** Whether the vector is scaled to length 1. */
  boolean normalised();

  /**
   * Pools one row.
   *
   * @param hidden the last hidden state, [seq][hidden], at least one token; not modified
   * @param mask 1 for tokens that count, 0 for padding, [seq]
   * @return the vector, [hidden]
   * @throws IllegalArgumentException if the lengths disagree or there is no token
   */
  float[] pool(float[][] hidden, long[] mask);

  /**
   * The pooling of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Pooling of(String name, boolean normalised) {
    if (name.equals(MeanPooling.NAME)) {
      return new MeanPooling(normalised);
    }
    throw new IllegalArgumentException(
        "There is no pooling called '" + name + "'; there is " + MeanPooling.NAME + ".");
  }
}
