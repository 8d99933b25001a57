package org.gatehouse.engine.tensorflow.encoder;

import java.util.Arrays;

/** What an encoder made of one row of token ids. Immutable. */
public final class RowEncoding {

  private final float[][] hiddenStates;
  private final float[] representation;

  RowEncoding(float[][] hiddenStates, float[] representation) {
    this.hiddenStates = hiddenStates;
    this.representation = representation;
  }

  /** The last hidden state of each token of the row, without padding, [seq][dimension]; a copy. */
  public float[][] hiddenStates() {
    return Arrays.stream(hiddenStates).map(float[]::clone).toArray(float[][]::new);
  }

  /** The pooled vector, [dimension]; a copy. */
  public float[] representation() {
    return representation.clone();
  }
}
