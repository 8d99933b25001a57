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
   * Whether a long message is represented by its first chunk alone; otherwise by the mean over all
   * its chunks.
   */
  default boolean firstChunkOnly() {
    return false;
  }

  /**
   * Returns this pooling, or the normalised mean if this one leaves out a part of long messages.
   */
  default Pooling wholeMessage() {
    return firstChunkOnly() ? new MeanPooling(true) : this;
  }

  /**
   * Pools one row. A row without any token that counts gives zeros.
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
    return switch (name) {
      case MeanPooling.NAME -> new MeanPooling(normalised);
      case ClsPooling.NAME -> new ClsPooling(normalised);
      case MaxPooling.NAME -> new MaxPooling(normalised);
      case LastTokenPooling.NAME -> new LastTokenPooling(normalised);
      default ->
          throw new IllegalArgumentException(
              "There is no pooling called '%s'; there are %s, %s, %s and %s."
                  .formatted(
                      name,
                      MeanPooling.NAME,
                      ClsPooling.NAME,
                      MaxPooling.NAME,
                      LastTokenPooling.NAME));
    };
  }
}
