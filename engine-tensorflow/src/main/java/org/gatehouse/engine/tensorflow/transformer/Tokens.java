package org.gatehouse.engine.tensorflow.transformer;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** The token ids of one batch, [batch, seq], and what they become before the first layer. */
final class Tokens {

  private final Ops tf;
  private final TokenBatch rows;
  private final Operand<TInt32> batch;
  private final Operand<TInt32> seq;
  private final Span whole;
  private final List<Span> pieces;

  Tokens(Ops tf, TokenBatch rows) {
    this.tf = tf;
    this.rows = rows;
    Operand<TInt32> shape = tf.shape(rows.ids());
    this.batch = tf.gather(shape, tf.constant(0), tf.constant(0));
    this.seq = tf.gather(shape, tf.constant(1), tf.constant(0));
    this.whole = new Span(tf.constant(0), seq);
    this.pieces = pieces(rows.pieces());
  }

  private List<Span> pieces(int count) {
    if (count == 1) {
      return List.of(whole);
    }
    List<Span> spans = new ArrayList<>(count);
    Operand<TInt32> begin = whole.begin();
    for (int i = 1; i <= count; i++) {
      Operand<TInt32> end =
          i == count ? seq : tf.math.div(tf.math.mul(seq, tf.constant(i)), tf.constant(count));
      spans.add(new Span(begin, end));
      begin = end;
    }
    return List.copyOf(spans);
  }

  /** How many texts there are, a scalar. */
  Operand<TInt32> batch() {
    return batch;
  }

  /** The pieces that the rows are cut into. */
  List<Span> pieces() {
    return pieces;
  }

  /** All positions of a row. */
  Span whole() {
    return whole;
  }

  /** The rows of {@code embeddings} that the ids name: [batch, seq, width]. */
  Operand<TFloat32> atIds(Operand<TFloat32> embeddings) {
    return tf.gather(embeddings, rows.ids(), tf.constant(0));
  }

  /** The first rows of {@code embeddings}, one for each position: [seq, width]. */
  Operand<TFloat32> first(Operand<TFloat32> embeddings, int width) {
    return tf.slice(embeddings, tf.array(0, 0), tf.stack(List.of(seq, tf.constant(width))));
  }

  /**
   * The rows of {@code embeddings} for the positions of the tokens that are not padding: the first
   * such token's is {@code paddingId + 1}. Padding has the position {@code paddingId}.
   */
  Operand<TFloat32> atPositionsAfter(int paddingId, Operand<TFloat32> embeddings) {
    Operand<TInt64> padding = tf.constant((long) paddingId);
    Operand<TInt64> real = tf.dtypes.cast(tf.math.notEqual(rows.ids(), padding), TInt64.class);
    Operand<TInt64> counted = tf.math.mul(tf.math.cumsum(real, tf.constant(1)), real);
    return tf.gather(embeddings, tf.math.add(counted, padding), tf.constant(0));
  }

  /** From [batch, seq, width] to the pieces, each [rows, width]. */
  List<Operand<TFloat32>> cut(Operand<TFloat32> x, int width) {
    if (pieces.size() == 1) {
      return List.of(tf.reshape(x, tf.array(-1, width)));
    }
    List<Operand<TFloat32>> cut = new ArrayList<>(pieces.size());
    for (Span piece : pieces) {
      Operand<TInt32> from = tf.stack(List.of(tf.constant(0), piece.begin(), tf.constant(0)));
      Operand<TFloat32> part = tf.slice(x, from, shape(piece, width));
      cut.add(tf.reshape(part, tf.array(-1, width)));
    }
    return cut;
  }

  /** From the pieces, each [rows, width], to [batch, seq, width]. */
  Operand<TFloat32> joined(List<Operand<TFloat32>> cut, int width) {
    List<Operand<TFloat32>> parts = new ArrayList<>(cut.size());
    for (int i = 0; i < cut.size(); i++) {
      parts.add(tf.reshape(cut.get(i), shape(pieces.get(i), width)));
    }
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(1));
  }

  private Operand<TInt32> shape(Span piece, int width) {
    return tf.stack(List.of(batch, piece.length(tf), tf.constant(width)));
  }
}
