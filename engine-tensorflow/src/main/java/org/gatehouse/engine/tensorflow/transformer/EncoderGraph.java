package org.gatehouse.engine.tensorflow.transformer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A transformer encoder that can be built as a TensorFlow graph: token ids and a mask go in, the
 * hidden states of the last layer come out. Immutable.
 */
public interface EncoderGraph {

  /** Length of a hidden state. */
  int hiddenSize();

  /** How many different token ids there are; ids run from 0 to one less. */
  int vocabularySize();

  /** The most tokens that a row may have. */
  int maxTokens();

  /**
   * The numbers of pieces that it pays to cut long rows into, ascending from 1: with two, threads
   * wait for each other less often.
   */
  default List<Integer> pieces() {
    return List.of(1, 2);
  }

  /**
   * Adds the encoder to a graph.
   *
   * @param tf where the operations go
   * @param parameters where the weights come from
   * @param rows the token ids, of the values of 0 to {@link #vocabularySize} - 1
   * @return the last hidden state, [batch, seq, hidden]
   */
  Operand<TFloat32> build(Ops tf, Parameters parameters, TokenBatch rows);
}
