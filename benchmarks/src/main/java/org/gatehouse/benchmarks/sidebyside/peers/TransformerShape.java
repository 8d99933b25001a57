package org.gatehouse.benchmarks.sidebyside.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * What has to be known of a transformer to run it, or to count its matrix products.
 *
 * @param layers how many
 * @param hidden length of a hidden state
 * @param heads how many attention heads
 * @param wide width inside the feed-forward part
 * @param epsilon added to the variance in layer normalisation
 */
public record TransformerShape(int layers, int hidden, int heads, int wide, double epsilon) {

  /** All-MiniLM-L6-v2. */
  public static final TransformerShape MINILM = new TransformerShape(6, 384, 12, 1536, 1e-12);

  /** GPT-Neo 125M. */
  public static final TransformerShape GPT_NEO_125M = new TransformerShape(12, 768, 12, 3072, 1e-5);

  /** Tokens that a local layer of GPT-Neo sees. */
  static final int WINDOW = 256;

  /** The most tokens that GPT-Neo takes. */
  static final int GPT_NEO_TOKENS = 2048;

  /** Components of a head. */
  public int headSize() {
    return hidden / heads;
  }

  /** The matrix products of one row of so many tokens, of all layers. */
  public List<Products> products(int tokens) {
    List<Products> products = new ArrayList<>();
    products.add(new Products("projections", 4 * layers, 1, tokens, hidden, hidden, true));
    products.add(new Products("widening", layers, 1, tokens, hidden, wide, true));
    products.add(new Products("narrowing", layers, 1, tokens, wide, hidden, true));
    products.add(new Products("scores", layers, heads, tokens, headSize(), tokens, false));
    products.add(new Products("contexts", layers, heads, tokens, tokens, headSize(), false));
    return products;
  }
}
