package org.gatehouse.engine.tensorflow.transformer;

import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** What is added to the scaled scores of an attention: a mask, a bias of the distance, or both. */
interface AttentionBias {

  /** Nothing: every query sees every key. */
  AttentionBias NONE = (queries, keys) -> part -> null;

  /** The bias for some queries and keys; asked again, it is in the graph again. */
  ByPart between(Span queries, Span keys);

  /** The bias of each part of the heads. */
  interface ByPart {

    /**
     * To be broadcast to [batch, heads, queries, keys]; {@code null} if it is zero everywhere.
     *
     * @param part which part of the heads
     */
    @Nullable Operand<TFloat32> of(int part);
  }

  /** The sum of this and another. */
  default AttentionBias plus(Ops tf, AttentionBias other) {
    return (queries, keys) -> {
      ByPart these = between(queries, keys);
      ByPart others = other.between(queries, keys);
      return part -> {
        @Nullable Operand<TFloat32> first = these.of(part);
        @Nullable Operand<TFloat32> second = others.of(part);
        if (first == null || second == null) {
          return first == null ? second : first;
        }
        return tf.math.add(first, second);
      };
    };
  }

  /**
   * The additive form of a padding mask: 0 where the mask is 1, the lowest float where it is 0, as
   * [batch, 1, 1, seq]. A text that is all padding attends to all positions alike. Keys are always
   * all of a row: rows with padding are not cut.
   */
  static AttentionBias padding(Ops tf, TokenBatch rows) {
    @Nullable Operand<TInt64> mask = rows.mask();
    if (mask == null) {
      return NONE;
    }
    Operand<TFloat32> lowest = lowestUnlessOne(tf, tf.dtypes.cast(mask, TFloat32.class));
    Operand<TFloat32> bias = tf.expandDims(tf.expandDims(lowest, tf.constant(1)), tf.constant(1));
    return (queries, keys) -> part -> bias;
  }

  /**
   * The additive form of a causal mask, [queries, keys]: 0 where a query sees a key, which is
   * itself and the {@code reach - 1} tokens before it, the lowest float elsewhere. Together with
   * the padding's lowest float it makes minus infinity: of keys that nobody should see, a query
   * that sees nothing else sees those that are hidden for one reason only.
   */
  static AttentionBias causal(Ops tf, int reach) {
    return (queries, keys) -> {
      Operand<TInt32> back =
          tf.math.sub(
              tf.expandDims(queries.positions(tf), tf.constant(1)),
              tf.expandDims(keys.positions(tf), tf.constant(0)));
      Operand<TFloat32> hidden =
          lowestUnlessOne(
              tf,
              tf.dtypes.cast(
                  tf.math.logicalAnd(
                      tf.math.greaterEqual(back, tf.constant(0)),
                      tf.math.less(back, tf.constant(reach))),
                  TFloat32.class));
      return part -> hidden;
    };
  }

  private static Operand<TFloat32> lowestUnlessOne(Ops tf, Operand<TFloat32> visible) {
    Operand<TFloat32> hidden = tf.math.sub(tf.constant(1.0f), visible);
    return tf.math.mul(hidden, tf.constant(-Float.MAX_VALUE));
  }
}
