package org.gatehouse.benchmarks.sidebyside.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** GPT-Neo's encoder, operation by operation; its layers are global and local by turns. */
public final class TorchEagerGptNeo extends TorchEagerEncoder {

  private static final float CUBIC = 0.044715f;

  private final NDArray[] causal;

  /** Takes hold of the weights. */
  public TorchEagerGptNeo(TransformerShape shape, Weights weights) {
    super(shape, weights);
    int most = TransformerShape.GPT_NEO_TOKENS;
    causal =
        new NDArray[] {
          own().create(TorchScripts.causal(most, most), new Shape(most, most)),
          own().create(TorchScripts.causal(most, TransformerShape.WINDOW), new Shape(most, most))
        };
  }

  @Override
  NDArray run(NDManager call, NDArray ids, NDArray padding, int seq) {
    NDArray[] bias = new NDArray[causal.length];
    for (int kind = 0; kind < bias.length; kind++) {
      NDArray near = causal[kind].get("0:" + seq + ",0:" + seq);
      bias[kind] = near.add(padding);
      near.close();
    }
    NDArray places = weight("wpe.weight").get("0:" + seq);
    NDArray x = embedding(call, ids, "wte.weight").addi(places);
    places.close();
    for (int i = 0; i < shape().layers(); i++) {
      x = layer(x, bias[i % bias.length], "h." + i + ".");
    }
    for (NDArray array : bias) {
      array.close();
    }
    return then(x, y -> norm(y, "ln_f"));
  }

  private NDArray layer(NDArray x, NDArray bias, String layer) {
    String self = layer + "attn.attention.";
    NDArray in = norm(x, layer + "ln_1");
    NDArray contexts =
        attention(
            linear(in, self + "q_proj"),
            linear(in, self + "k_proj"),
            linear(in, self + "v_proj"),
            bias,
            1);
    in.close();
    NDArray attended = then(contexts, y -> linear(y, self + "out_proj")).addi(x);
    x.close();
    NDArray normed = norm(attended, layer + "ln_2");
    NDArray inner = then(normed, y -> linear(y, layer + "mlp.c_fc"));
    NDArray active = then(inner, TorchEagerGptNeo::gelu);
    NDArray outer = then(active, y -> linear(y, layer + "mlp.c_proj")).addi(attended);
    attended.close();
    return outer;
  }

  /** x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2, as its authors' code has it. */
  private static NDArray gelu(NDArray x) {
    NDArray inner = x.pow(3).muli(CUBIC).addi(x).muli((float) Math.sqrt(2 / Math.PI));
    NDArray slope = then(inner, NDArray::tanh).addi(1f);
    return slope.muli(x).muli(0.5f);
  }
}
