package org.gatehouse.engine.tensorflow.transformer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What BERT and its relatives share: layers of attention and a feed-forward part, each followed by
 * layer normalisation of its sum with its input. They differ in their embeddings, in what is added
 * to the scores of the attention, and in their parameters' names.
 */
final class PostNormEncoder {

  private final Ops tf;
  private final Parameters parameters;
  private final Heads heads;
  private final Layers layers;
  private final Tokens tokens;
  private final BertConfig config;
  private final LayerNames names;

  PostNormEncoder(
      Ops tf, Parameters parameters, BertConfig config, LayerNames names, TokenBatch rows) {
    this.tf = tf;
    this.parameters = parameters;
    this.heads = Heads.of(config.heads(), config.hiddenSize(), config.intermediateSize());
    this.layers = new Layers(tf, parameters, heads.parts());
    this.tokens = new Tokens(tf, rows);
    this.config = config;
    this.names = names;
  }

  /** The heads of each layer. */
  Heads heads() {
    return heads;
  }

  /** The embeddings of the tokens, [batch, seq, hidden]. */
  Operand<TFloat32> words() {
    return tokens.atIds(embeddings("word", config.vocabSize()));
  }

  /** The embeddings of the positions, counted from the row's beginning, [seq, hidden]. */
  Operand<TFloat32> positions() {
    return tokens.first(embeddings("position", config.maxPositions()), config.hiddenSize());
  }

  /** The embeddings of the positions of all tokens but padding, [batch, seq, hidden]. */
  Operand<TFloat32> positionsAfter(int paddingId) {
    return tokens.atPositionsAfter(paddingId, embeddings("position", config.maxPositions()));
  }

  /** The embedding of the token type that all tokens have, [hidden]. */
  Operand<TFloat32> firstType() {
    return tf.gather(
        embeddings("token_type", config.typeVocabSize()), tf.constant(0), tf.constant(0));
  }

  private Operand<TFloat32> embeddings(String what, int rows) {
    return parameters.asStored(
        "embeddings." + what + "_embeddings.weight", rows, config.hiddenSize());
  }

  /**
   * All layers.
   *
   * @param embeddings the sum of the embeddings, [batch, seq, hidden]
   * @param bias what is added to the scaled scores
   * @return the last hidden state, [batch, seq, hidden]
   */
  Operand<TFloat32> encode(Operand<TFloat32> embeddings, AttentionBias bias) {
    List<Span> keys = Collections.nCopies(tokens.pieces().size(), tokens.whole());
    SelfAttention attention =
        new SelfAttention(tf, tokens, heads, keys, bias, (float) (1 / Math.sqrt(heads.size())));
    List<Operand<TFloat32>> pieces =
        tokens.cut(embeddings, config.hiddenSize()).stream()
            .map(x -> norm(x, "embeddings.LayerNorm"))
            .toList();
    for (int i = 0; i < config.layers(); i++) {
      pieces = layer(attention, pieces, names.layers() + i + ".");
    }
    return tokens.joined(pieces, config.hiddenSize());
  }

  private List<Operand<TFloat32>> layer(
      SelfAttention attention, List<Operand<TFloat32>> pieces, String name) {
    List<List<Operand<TFloat32>>> contexts =
        attention.contexts(
            spread(pieces, name + names.query()),
            spread(pieces, name + names.key()),
            spread(pieces, name + names.value()));
    List<Operand<TFloat32>> out = new ArrayList<>(pieces.size());
    for (int i = 0; i < pieces.size(); i++) {
      out.add(afterAttention(contexts.get(i), pieces.get(i), name));
    }
    return out;
  }

  private List<List<Operand<TFloat32>>> spread(List<Operand<TFloat32>> pieces, String name) {
    int hidden = config.hiddenSize();
    return pieces.stream().map(x -> layers.spread(x, name, hidden, hidden)).toList();
  }

  private Operand<TFloat32> afterAttention(
      List<Operand<TFloat32>> contexts, Operand<TFloat32> x, String name) {
    int hidden = config.hiddenSize();
    int wide = config.intermediateSize();
    Operand<TFloat32> attended =
        norm(
            tf.math.add(layers.gathered(contexts, name + names.attended(), hidden, hidden), x),
            name + names.attentionNorm());
    List<Operand<TFloat32>> inner =
        layers.spread(attended, name + names.inner(), hidden, wide).stream()
            .map(part -> config.activation().apply(tf, part))
            .toList();
    return norm(
        tf.math.add(layers.gathered(inner, name + names.outer(), wide, hidden), attended),
        name + names.outputNorm());
  }

  private Operand<TFloat32> norm(Operand<TFloat32> x, String name) {
    return layers.layerNorm(x, name, config.hiddenSize(), config.layerNormEps());
  }
}
