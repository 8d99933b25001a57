package org.gatehouse.engine.tensorflow.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Multi-head attention of every token to the tokens of its own text (Vaswani et al. 2017):
 * softmax(q k' times scale + bias) v, head by head.
 */
final class SelfAttention {

  private final Ops tf;
  private final Tokens tokens;
  private final Heads heads;
  private final List<Span> keys;
  private final List<List<@Nullable Operand<TFloat32>>> biases = new ArrayList<>();
  private final float scale;

  /**
   * Attention for one batch, in all layers that have the same bias, which is in the graph once.
   *
   * @param tf where the operations go
   * @param tokens of which texts
   * @param keys for each piece, the positions that its tokens look at
   * @param bias the mask, and whatever else an architecture adds to the scores
   * @param scale what the scores are multiplied by
   */
  SelfAttention(
      Ops tf, Tokens tokens, Heads heads, List<Span> keys, AttentionBias bias, float scale) {
    this.tf = tf;
    this.tokens = tokens;
    this.heads = heads;
    this.keys = keys;
    this.scale = scale;
    for (int i = 0; i < keys.size(); i++) {
      AttentionBias.ByPart ofPiece = bias.between(tokens.pieces().get(i), keys.get(i));
      biases.add(IntStream.range(0, heads.parts()).mapToObj(ofPiece::of).toList());
    }
  }

  /**
   * From the queries, keys and values to the contexts: for each piece, the parts of the heads, each
   * [rows, {@link Heads#width}].
   */
  List<List<Operand<TFloat32>>> contexts(
      List<List<Operand<TFloat32>>> q,
      List<List<Operand<TFloat32>>> k,
      List<List<Operand<TFloat32>>> v) {
    List<List<Operand<TFloat32>>> contexts = new ArrayList<>(q.size());
    q.forEach(piece -> contexts.add(new ArrayList<>(piece.size())));
    for (int part = 0; part < heads.parts(); part++) {
      Operand<TFloat32> allKeys = joinedHeads(k, part);
      Operand<TFloat32> allValues = joinedHeads(v, part);
      for (int i = 0; i < q.size(); i++) {
        contexts.get(i).add(context(q.get(i).get(part), allKeys, allValues, i, part));
      }
    }
    return contexts;
  }

  private Operand<TFloat32> context(
      Operand<TFloat32> q,
      Operand<TFloat32> allKeys,
      Operand<TFloat32> allValues,
      int piece,
      int part) {
    Operand<TFloat32> scaled = scale == 1 ? q : tf.math.mul(q, tf.constant(scale));
    Operand<TFloat32> scores =
        tf.train.batchMatMul(
            heads(scaled, piece), seen(allKeys, piece), TFloat32.class, BatchMatMul.adjY(true));
    @Nullable Operand<TFloat32> added = biases.get(piece).get(part);
    Operand<TFloat32> biased = added == null ? scores : tf.math.add(scores, added);
    Operand<TFloat32> byHead =
        tf.train.batchMatMul(tf.nn.softmax(biased), seen(allValues, piece), TFloat32.class);
    return tf.reshape(swapped(byHead), tf.array(-1, heads.width()));
  }

  /** The pieces of one part together, [batch, heads, seq, headSize]. */
  private Operand<TFloat32> joinedHeads(List<List<Operand<TFloat32>>> pieces, int part) {
    List<Operand<TFloat32>> parts = new ArrayList<>(pieces.size());
    for (int i = 0; i < pieces.size(); i++) {
      parts.add(heads(pieces.get(i).get(part), i));
    }
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(2));
  }

  /** Of [batch, heads, seq, headSize], the positions that a piece looks at. */
  private Operand<TFloat32> seen(Operand<TFloat32> all, int piece) {
    Span span = keys.get(piece);
    if (span.equals(tokens.whole())) {
      return all;
    }
    Operand<TInt32> zero = tf.constant(0);
    Operand<TInt32> rest = tf.constant(-1);
    return tf.slice(
        all,
        tf.stack(List.of(zero, zero, span.begin(), zero)),
        tf.stack(List.of(rest, rest, span.length(tf), rest)));
  }

  private Operand<TFloat32> heads(Operand<TFloat32> x, int piece) {
    Operand<TInt32> length = tokens.pieces().get(piece).length(tf);
    Operand<TInt32> split =
        tf.stack(
            List.of(
                tokens.batch(), length, tf.constant(heads.perPart()), tf.constant(heads.size())));
    return swapped(tf.reshape(x, split));
  }

  private Operand<TFloat32> swapped(Operand<TFloat32> x) {
    return tf.linalg.transpose(x, tf.array(0, 2, 1, 3));
  }
}
