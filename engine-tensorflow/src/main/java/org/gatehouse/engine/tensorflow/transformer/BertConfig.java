package org.gatehouse.engine.tensorflow.transformer;

import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.json.JsonFields;

/**
 * The shape of a BERT encoder, as a Hugging Face {@code config.json} gives it.
 *
 * @param vocabSize rows of the word embeddings
 * @param hiddenSize length of a hidden state
 * @param layers how many layers
 * @param heads how many attention heads; divides {@code hiddenSize}
 * @param intermediateSize width inside the feed-forward part
 * @param maxPositions rows of the position embeddings: the most tokens of a text
 * @param typeVocabSize rows of the token type embeddings
 * @param layerNormEps added to the variance in layer normalisation
 */
public record BertConfig(
    int vocabSize,
    int hiddenSize,
    int layers,
    int heads,
    int intermediateSize,
    int maxPositions,
    int typeVocabSize,
    float layerNormEps) {

  private static final float DEFAULT_EPS = 1e-12f;

  /** Checks that the heads share the hidden state evenly. */
  public BertConfig {
    if (hiddenSize % heads != 0) {
      throw new IllegalArgumentException(
          "hidden_size %d is not a multiple of num_attention_heads %d"
              .formatted(hiddenSize, heads));
    }
  }

  /**
   * Takes the shape from the fields of a {@code config.json}.
   *
   * @throws EngineException if a field is missing, or asks for something this encoder cannot do
   */
  public static BertConfig from(JsonFields json) {
    require(json, "hidden_act", "gelu");
    require(json, "position_embedding_type", "absolute");
    int hiddenSize = json.positiveInt("hidden_size");
    int heads = json.positiveInt("num_attention_heads");
    if (hiddenSize % heads != 0) {
      throw new EngineException(
          "%s: hidden_size %d is not a multiple of num_attention_heads %d."
              .formatted(json.file(), hiddenSize, heads));
    }
    return new BertConfig(
        json.positiveInt("vocab_size"),
        hiddenSize,
        json.positiveInt("num_hidden_layers"),
        heads,
        json.positiveInt("intermediate_size"),
        json.positiveInt("max_position_embeddings"),
        json.positiveInt("type_vocab_size"),
        json.has("layer_norm_eps") ? (float) json.number("layer_norm_eps") : DEFAULT_EPS);
  }

  private static void require(JsonFields json, String field, String supported) {
    if (json.has(field) && !json.text(field).equals(supported)) {
      throw new EngineException(
          "%s: %s is '%s'; only '%s' is supported."
              .formatted(json.file(), field, json.text(field), supported));
    }
  }
}
