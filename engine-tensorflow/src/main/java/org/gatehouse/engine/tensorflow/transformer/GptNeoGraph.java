package org.gatehouse.engine.tensorflow.transformer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The GPT-Neo encoder (Black et al. 2021): token and position embeddings, then layers of causal
 * attention and a feed-forward part, each of which adds to its input what it makes of the
 * normalised input; a normalisation at the end. Scores are not scaled. Positions count from the
 * row's beginning, padding included.
 *
 * @param config the encoder's shape
 */
public record GptNeoGraph(GptNeoConfig config) implements EncoderGraph {

  private static final String ATTENTION = ".attn.attention.";

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

  /** The more pieces, the less is computed of what a token cannot see. */
  @Override
  public List<Integer> pieces() {
    return List.of(1, 2, 4, 8);
  }

  @Override
  public Operand<TFloat32> build(Ops tf, Parameters parameters, TokenBatch rows) {
    Heads heads = Heads.of(config.heads(), config.hiddenSize(), config.intermediateSize());
    Layers layers = new Layers(tf, parameters, heads.parts());
    Tokens tokens = new Tokens(tf, rows);
    AttentionBias padding = AttentionBias.padding(tf, rows);
    Map<GptNeoAttention, SelfAttention> attentions = new EnumMap<>(GptNeoAttention.class);
    int hidden = config.hiddenSize();
    Operand<TFloat32> words =
        tokens.atIds(parameters.asStored("wte.weight", config.vocabSize(), hidden));
    Operand<TFloat32> positions =
        tokens.first(parameters.asStored("wpe.weight", config.maxPositions(), hidden), hidden);
    List<Operand<TFloat32>> pieces = tokens.cut(tf.math.add(words, positions), hidden);
    for (int i = 0; i < config.attentions().size(); i++) {
      SelfAttention attention =
          attentions.computeIfAbsent(
              config.attentions().get(i), kind -> attention(tf, tokens, heads, kind, padding));
      pieces = layer(tf, layers, attention, pieces, "h." + i);
    }
    return tokens.joined(pieces.stream().map(x -> norm(layers, x, "ln_f")).toList(), hidden);
  }

  private SelfAttention attention(
      Ops tf, Tokens tokens, Heads heads, GptNeoAttention kind, AttentionBias padding) {
    int reach = reach(kind);
    // A row that is whole may have padding on its left, whose queries look ahead.
    List<Span> keys =
        tokens.pieces().size() == 1
            ? tokens.pieces()
            : tokens.pieces().stream().map(piece -> piece.reachingBack(tf, reach)).toList();
    return new SelfAttention(
        tf, tokens, heads, keys, AttentionBias.causal(tf, reach).plus(tf, padding), 1);
  }

  private int reach(GptNeoAttention kind) {
    return switch (kind) {
      case GLOBAL -> config.maxPositions();
      case LOCAL -> config.windowSize();
    };
  }

  private List<Operand<TFloat32>> layer(
      Ops tf, Layers layers, SelfAttention attention, List<Operand<TFloat32>> pieces, String name) {
    List<Operand<TFloat32>> in = pieces.stream().map(x -> norm(layers, x, name + ".ln_1")).toList();
    List<List<Operand<TFloat32>>> contexts =
        attention.contexts(
            projected(layers, in, name, "q_proj"),
            projected(layers, in, name, "k_proj"),
            projected(layers, in, name, "v_proj"));
    List<Operand<TFloat32>> out = new ArrayList<>(pieces.size());
    for (int i = 0; i < pieces.size(); i++) {
      out.add(afterAttention(tf, layers, contexts.get(i), pieces.get(i), name));
    }
    return out;
  }

  private List<List<Operand<TFloat32>>> projected(
      Layers layers, List<Operand<TFloat32>> pieces, String name, String projection) {
    String weight = name + ATTENTION + projection;
    int hidden = config.hiddenSize();
    return pieces.stream().map(x -> layers.spreadProduct(x, weight, hidden, hidden)).toList();
  }

  private Operand<TFloat32> afterAttention(
      Ops tf, Layers layers, List<Operand<TFloat32>> contexts, Operand<TFloat32> x, String name) {
    int hidden = config.hiddenSize();
    int wide = config.intermediateSize();
    Operand<TFloat32> attended =
        tf.math.add(x, layers.gathered(contexts, name + ATTENTION + "out_proj", hidden, hidden));
    Operand<TFloat32> normed = norm(layers, attended, name + ".ln_2");
    List<Operand<TFloat32>> inner =
        layers.spread(normed, name + ".mlp.c_fc", hidden, wide).stream()
            .map(part -> config.activation().apply(tf, part))
            .toList();
    return tf.math.add(attended, layers.gathered(inner, name + ".mlp.c_proj", wide, hidden));
  }

  private Operand<TFloat32> norm(Layers layers, Operand<TFloat32> x, String name) {
    return layers.layerNorm(x, name, config.hiddenSize(), config.layerNormEps());
  }
}
