package org.gatehouse.engine.tensorflow.transformer;

import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt64;

/**
 * What goes into an encoder's graph: rows of token ids of one length, padded or cut into pieces.
 *
 * @param ids [batch, seq]
 * @param mask 1 for a token, 0 for padding, [batch, seq]; {@code null} if every token counts
 * @param pieces into how many pieces of like length the rows are cut; pieces meet only in the keys
 *     and values of the attention
 */
public record TokenBatch(Operand<TInt64> ids, @Nullable Operand<TInt64> mask, int pieces) {

  /** Rows of different lengths, padded to the longest. */
  public static TokenBatch padded(Operand<TInt64> ids, Operand<TInt64> mask) {
    return new TokenBatch(ids, mask, 1);
  }

  /**
   * Rows without padding.
   *
   * @param pieces at most as many as a row has tokens
   */
  public static TokenBatch unpadded(Operand<TInt64> ids, int pieces) {
    return new TokenBatch(ids, null, pieces);
  }
}
