package org.gatehouse.engine.tensorflow.transformer;

import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.json.JsonFields;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The RoBERTa encoder (Liu et al. 2019), which XLM-RoBERTa shares: a BERT whose positions count the
 * tokens that are not padding, from {@code paddingId + 1} on. What is padding is told by the ids
 * and not by the mask.
 *
 * @param config the encoder's shape
 * @param paddingId the id of the padding token, also its position
 */
public record RobertaGraph(BertConfig config, int paddingId) implements EncoderGraph {

  private static final int DEFAULT_PADDING = 1;

  /**
   * The encoder with the shape that a {@code config.json} gives.
   *
   * @throws EngineException if a field is missing, or asks for something this encoder cannot do
   */
  static RobertaGraph from(JsonFields json) {
    BertConfig config = BertConfig.from(json);
    int paddingId = new ShapeFields(json, "hidden_size").index("pad_token_id", DEFAULT_PADDING);
    requireTokens(json, config, paddingId);
    return new RobertaGraph(config, paddingId);
  }

  /** Checks that positions after the padding's are left for at least one token. */
  static void requireTokens(JsonFields json, BertConfig config, int paddingId) {
    if (config.maxPositions() - 1L <= paddingId) {
      throw json.wrong(
          "max_position_embeddings",
          "at least " + (paddingId + 2L) + ", because positions begin after the padding's",
          config.maxPositions());
    }
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
    return config.maxPositions() - paddingId - 1;
  }

  @Override
  public Operand<TFloat32> build(Ops tf, Parameters parameters, TokenBatch rows) {
    PostNormEncoder encoder = new PostNormEncoder(tf, parameters, config, LayerNames.BERT, rows);
    Operand<TFloat32> typed = tf.math.add(encoder.words(), encoder.firstType());
    return encoder.encode(
        tf.math.add(typed, encoder.positionsAfter(paddingId)), AttentionBias.padding(tf, rows));
  }
}
