package org.gatehouse.benchmarks.sidebyside.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** BERT's encoder, operation by operation. */
public final class TorchEagerBert extends TorchEagerEncoder {

  /** Takes hold of the weights. */
  public TorchEagerBert(TransformerShape shape, Weights weights) {
    super(shape, weights);
  }

  @Override
  NDArray run(NDManager call, NDArray ids, NDArray padding, int seq) {
    NDArray places = weight("embeddings.position_embeddings.weight").get("0:" + seq);
    NDArray kind = weight("embeddings.token_type_embeddings.weight").get(0);
    NDArray words = embedding(call, ids, "embeddings.word_embeddings.weight");
    NDArray x = then(words.addi(places).addi(kind), y -> norm(y, "embeddings.LayerNorm"));
    places.close();
    kind.close();
    for (int i = 0; i < shape().layers(); i++) {
      x = layer(x, padding, "encoder.layer." + i + ".");
    }
    return x;
  }

  private NDArray layer(NDArray x, NDArray padding, String layer) {
    String self = layer + "attention.self.";
    NDArray contexts =
        attention(
            linear(x, self + "query"),
            linear(x, self + "key"),
            linear(x, self + "value"),
            padding,
            1 / Math.sqrt(shape().headSize()));
    NDArray sum = then(contexts, y -> linear(y, layer + "attention.output.dense")).addi(x);
    x.close();
    NDArray attended = then(sum, y -> norm(y, layer + "attention.output.LayerNorm"));
    NDArray inner =
        then(linear(attended, layer + "intermediate.dense"), y -> y.getNDArrayInternal().gelu());
    NDArray outer = then(inner, y -> linear(y, layer + "output.dense")).addi(attended);
    attended.close();
    return then(outer, y -> norm(y, layer + "output.LayerNorm"));
  }
}
