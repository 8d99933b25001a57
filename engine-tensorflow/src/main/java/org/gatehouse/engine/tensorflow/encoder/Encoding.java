package org.gatehouse.engine.tensorflow.encoder;

import java.util.List;

/** What an encoder made of one message. Immutable. */
public final class Encoding {

  private final List<int[]> tokenIds;
  private final float[] representation;

  Encoding(List<int[]> tokenIds, float[] representation) {
    this.tokenIds = List.copyOf(tokenIds);
    this.representation = representation;
  }

  /** The token ids, special tokens included, one array for each chunk of the message; copies. */
  public List<int[]> tokenIds() {
    return tokenIds.stream().map(int[]::clone).toList();
  }

  /** The mean over the chunks of their pooled vectors, [dimension]; a copy. */
  public float[] representation() {
    return representation.clone();
  }
}
