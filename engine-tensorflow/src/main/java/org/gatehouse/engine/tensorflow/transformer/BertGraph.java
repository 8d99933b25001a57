package org.gatehouse.engine.tensorflow.transformer;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The BERT encoder (Devlin et al. 2019): embeddings of tokens, positions and token types, then
 * layers that normalise after each addition. All tokens are of type 0; there is no pooler.
 *
 * @param config the encoder's shape
 */
public record BertGraph(BertConfig config) implements EncoderGraph {

  @Override
  public int hiddenSize() {
    return config.hiddenSize();
  }

  @Override
  public int vocabularySize() {
    return config.vocabSize();
  }

  @Override
  public int maxTokens() {
    return config.maxPositions();
  }

  @Override
  public Operand<TFloat32> build(Ops tf, Parameters parameters, TokenBatch rows) {
    PostNormEncoder encoder = new PostNormEncoder(tf, parameters, config, LayerNames.BERT, rows);
    Operand<TFloat32> words = encoder.words();
    Operand<TFloat32> perPosition = tf.math.add(encoder.positions(), encoder.firstType());
    return encoder.encode(tf.math.add(words, perPosition), AttentionBias.padding(tf, rows));
  }
}
