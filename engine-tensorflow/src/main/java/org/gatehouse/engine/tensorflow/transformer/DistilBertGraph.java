package org.gatehouse.engine.tensorflow.transformer;

import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.json.JsonFields;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The DistilBERT encoder (Sanh et al. 2019): a BERT without token types, and with names of its own.
 *
 * @param config the encoder's shape; without token types
 */
public record DistilBertGraph(BertConfig config) implements EncoderGraph {

  private static final double EPS = 1e-12;
  private static final int DEFAULT_INTERMEDIATE = 3072;

  /**
   * The encoder with the shape that a {@code config.json} gives.
   *
   * @throws EngineException if a field is missing, or asks for something this encoder cannot do
   */
  static DistilBertGraph from(JsonFields json) {
    ShapeFields fields = new ShapeFields(json, "dim");
    return new DistilBertGraph(
        new BertConfig(
            fields.rows("vocab_size"),
            fields.hiddenSize(),
            fields.layers("n_layers"),
            fields.heads("n_heads"),
            fields.rows("hidden_dim", DEFAULT_INTERMEDIATE),
            fields.rows("max_position_embeddings"),
            0,
            (float) EPS,
            fields.activation("activation", "gelu")));
  }

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
    PostNormEncoder encoder =
        new PostNormEncoder(tf, parameters, config, LayerNames.DISTILBERT, rows);
    return encoder.encode(
        tf.math.add(encoder.words(), encoder.positions()), AttentionBias.padding(tf, rows));
  }
}
