package org.gatehouse.engine.tensorflow.transformer;

import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.json.JsonFields;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The MPNet encoder (Song et al. 2020): like RoBERTa without token types, and with a learned bias
 * for each head and distance, which all layers share, on the scores of the attention.
 *
 * @param config the encoder's shape; without token types
 * @param buckets rows of the bias; more than there are buckets of distances are not used
 */
public record MpnetGraph(BertConfig config, int buckets) implements EncoderGraph {

  private static final int PADDING = 1;
  private static final int DEFAULT_INTERMEDIATE = 3072;
  private static final double DEFAULT_EPS = 1e-12;
  private static final String BUCKETS_FIELD = "relative_attention_num_buckets";

  /**
   * The encoder with the shape that a {@code config.json} gives.
   *
   * @throws EngineException if a field is missing, or asks for something this encoder cannot do
   */
  static MpnetGraph from(JsonFields json) {
    ShapeFields fields = new ShapeFields(json, "hidden_size");
    BertConfig config =
        new BertConfig(
            fields.rows("vocab_size"),
            fields.hiddenSize(),
            fields.layers("num_hidden_layers"),
            fields.heads("num_attention_heads"),
            fields.rows("intermediate_size", DEFAULT_INTERMEDIATE),
            fields.rows("max_position_embeddings"),
            0,
            fields.epsilon("layer_norm_eps", DEFAULT_EPS),
            fields.activation("hidden_act", "gelu"));
    RobertaGraph.requireTokens(json, config, PADDING);
    int buckets = fields.rows(BUCKETS_FIELD, RelativeBias.BUCKETS);
    if (buckets < RelativeBias.BUCKETS) {
      throw json.wrong(
          BUCKETS_FIELD,
          "at least %d, the number of buckets of distances".formatted(RelativeBias.BUCKETS),
          buckets);
    }
    return new MpnetGraph(config, buckets);
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
    return config.maxPositions() - PADDING - 1;
  }

  @Override
  public Operand<TFloat32> build(Ops tf, Parameters parameters, TokenBatch rows) {
    PostNormEncoder encoder = new PostNormEncoder(tf, parameters, config, LayerNames.MPNET, rows);
    Operand<TFloat32> table =
        parameters.asStored("encoder.relative_attention_bias.weight", buckets, config.heads());
    AttentionBias bias =
        RelativeBias.of(tf, table, encoder.heads()).plus(tf, AttentionBias.padding(tf, rows));
    return encoder.encode(tf.math.add(encoder.words(), encoder.positionsAfter(PADDING)), bias);
  }
}
