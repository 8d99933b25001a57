package org.gatehouse.engine.tensorflow.transformer;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;

/**
 * Consecutive positions of a row.
 *
 * @param begin the first, a scalar
 * @param end the one after the last, a scalar
 */
record Span(Operand<TInt32> begin, Operand<TInt32> end) {

  /** How many there are, a scalar. */
  Operand<TInt32> length(Ops tf) {
    return tf.math.sub(end, begin);
  }

  /** The positions themselves, [length]. */
  Operand<TInt32> positions(Ops tf) {
    return tf.range(begin, end, tf.constant(1));
  }

  /** These positions and the {@code reach - 1} before them, as far as there are such. */
  Span reachingBack(Ops tf, int reach) {
    Operand<TInt32> first = tf.math.sub(begin, tf.constant(reach - 1));
    return new Span(tf.math.maximum(first, tf.constant(0)), end);
  }
}
