package org.gatehouse.benchmarks.sidebyside.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What eager encoders share: each operation is a call of its own into PyTorch, and its operands are
 * freed as soon as nothing needs them, as Python does.
 */
abstract sealed class TorchEagerEncoder implements EncoderPeer
    permits TorchEagerBert, TorchEagerGptNeo {

  private final NDManager manager = Torch.manager();
  private final Map<String, NDArray> weights = new HashMap<>();
  private final TransformerShape shape;

  TorchEagerEncoder(TransformerShape shape, Weights source) {
    this.shape = shape;
    for (String name : source.names()) {
      weights.put(name, manager.create(source.floats(name), new Shape(source.shape(name))));
    }
  }

  @Override
  public final float[] hiddenStates(long[][] ids, long[][] mask) {
    try (NDManager call = manager.newSubManager()) {
      NDArray idArray = Torch.longs(call, ids);
      NDArray padding =
          Torch.longs(call, mask)
              .toType(ai.djl.ndarray.types.DataType.FLOAT32, false)
              .getNDArrayInternal()
              .rsubi(1f)
              .muli(-Float.MAX_VALUE)
              .reshape(mask.length, 1, 1, mask[0].length);
      return run(call, idArray, padding, ids[0].length).toFloatArray();
    }
  }

  /** From token ids [batch, seq] and what padding adds to scores to hidden states. */
  abstract NDArray run(NDManager call, NDArray ids, NDArray padding, int seq);

  final TransformerShape shape() {
    return shape;
  }

  final NDManager own() {
    return manager;
  }

  final NDArray weight(String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }

  /** A weight as a view that belongs to the call. */
  final NDArray embedding(NDManager call, NDArray ids, String name) {
    NDArray table = weight(name);
    NDArray rows =
        ids.getNDArrayInternal().embedding(ids, table, SparseFormat.DENSE).singletonOrThrow();
    rows.attach(call);
    return rows;
  }

  /** Applies an operation, and frees its operand. */
  static NDArray then(NDArray x, UnaryOperator<NDArray> operation) {
    NDArray result = operation.apply(x);
    x.close();
    return result;
  }

  /** x W' + b. */
  final NDArray linear(NDArray x, String name) {
    return x.getNDArrayInternal()
        .linear(x, weight(name + ".weight"), weights.get(name + ".bias"))
        .singletonOrThrow();
  }

  final NDArray norm(NDArray x, String name) {
    return x.getNDArrayInternal()
        .layerNorm(
            x,
            new Shape(shape.hidden()),
            weight(name + ".weight"),
            weight(name + ".bias"),
            (float) shape.epsilon())
        .singletonOrThrow();
  }

  /** softmax(q k' scale + bias) v of all heads; frees q, k and v. */
  final NDArray attention(NDArray q, NDArray k, NDArray v, NDArray bias, double scale) {
    NDArray qs = heads(q);
    NDArray keys = then(heads(k), x -> x.transpose(0, 1, 3, 2));
    NDArray scores = qs.matMul(keys);
    new NDList(qs, keys).close();
    if (scale != 1) {
      scores.muli(scale);
    }
    NDArray shares = then(scores.addi(bias), x -> x.softmax(-1));
    NDArray values = heads(v);
    NDArray contexts = shares.matMul(values);
    new NDList(shares, values).close();
    Shape batch = contexts.getShape();
    NDArray swapped = then(contexts, x -> x.transpose(0, 2, 1, 3));
    return then(swapped, x -> x.reshape(batch.get(0), batch.get(2), shape.hidden()));
  }

  private NDArray heads(NDArray x) {
    Shape s = x.getShape();
    NDArray split = then(x, y -> y.reshape(s.get(0), s.get(1), shape.heads(), shape.headSize()));
    return then(split, y -> y.transpose(0, 2, 1, 3));
  }

  @Override
  public final void close() {
    manager.close();
  }
}
