package org.gatehouse.engine.tensorflow.transformer;

import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A learned bias on the scores of an attention that depends on the distance from the query to the
 * key alone (Raffel et al. 2020). Distances share buckets: each direction has half of them, of
 * which the first half holds one distance each, and the others grow by a constant factor.
 */
final class RelativeBias {

  /** How many buckets there are. */
  static final int BUCKETS = 32;

  /** From this distance on, all fall into their direction's last bucket. */
  static final int FARTHEST = 128;

  private static final int PER_DIRECTION = BUCKETS / 2;
  private static final int EXACT = PER_DIRECTION / 2;

  private RelativeBias() {}

  /**
   * The bias of every pair of positions, for a part of the heads: [heads, queries, keys].
   *
   * @param table the bias of each bucket, [at least {@value #BUCKETS}, all heads]
   */
  static AttentionBias of(Ops tf, Operand<TFloat32> table, Heads heads) {
    Operand<TFloat32> byDistance =
        tf.linalg.transpose(
            tf.gather(table, tf.constant(buckets()), tf.constant(0)), tf.array(1, 0));
    return (queries, keys) ->
        part -> {
          Operand<TFloat32> ofPart =
              tf.slice(
                  byDistance, tf.array(part * heads.perPart(), 0), tf.array(heads.perPart(), -1));
          Operand<TInt32> distances =
              tf.math.sub(
                  tf.expandDims(keys.positions(tf), tf.constant(0)),
                  tf.expandDims(queries.positions(tf), tf.constant(1)));
          Operand<TInt32> near =
              tf.math.maximum(
                  tf.math.minimum(distances, tf.constant(FARTHEST)), tf.constant(-FARTHEST));
          return tf.gather(ofPart, tf.math.add(near, tf.constant(FARTHEST)), tf.constant(1));
        };
  }

  /** The buckets of the distances from {@code -FARTHEST} to {@code FARTHEST}. */
  static int[] buckets() {
    return IntStream.rangeClosed(-FARTHEST, FARTHEST).map(RelativeBias::bucket).toArray();
  }

  /** The bucket of the distance {@code key - query}. */
  private static int bucket(int distance) {
    int far = Math.abs(distance);
    int direction = distance > 0 ? PER_DIRECTION : 0;
    if (far < EXACT) {
      return direction + far;
    }
    double growth = Math.log((double) far / EXACT) / Math.log((double) FARTHEST / EXACT);
    int wide = (int) (growth * (PER_DIRECTION - EXACT));
    return direction + EXACT + Math.min(PER_DIRECTION - EXACT - 1, wide);
  }
}
