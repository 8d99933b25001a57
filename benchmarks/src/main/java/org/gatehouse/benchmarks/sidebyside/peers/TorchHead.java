package org.gatehouse.benchmarks.sidebyside.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A linear layer in PyTorch, with its dense training step: what autograd and {@code
 * torch.optim.SGD} with momentum do once the gradient of the scores is known. The gradient is a new
 * tensor each time ({@code zero_grad(set_to_none=True)}), which is PyTorch's cheaper way.
 */
public final class TorchHead implements AutoCloseable {

  private static final String LEARNING_RATE = "0.01";
  private static final String MOMENTUM = "0.9";

  private final Torch.Module scores;
  private final Torch.Module step;
  private final Torch.Module sum;
  private final NDArray representation;
  private final NDArray gradient;

  /**
   * Creates a layer.
   *
   * @param selected how many of the uids have a gradient
   */
  public TorchHead(int uids, int hidden, int selected) {
    long[] matrix = {uids, hidden};
    long[] vector = {uids};
    Map<String, TorchScriptArchive.Tensor> layer = new LinkedHashMap<>();
    layer.put("w", tensor(matrix, Products.values(uids * hidden, 1)));
    layer.put("b", tensor(vector, Products.values(uids, 2)));
    scores =
        module(
            """
            def forward(self: __torch__.Peer, h: Tensor) -> Tensor:
              return torch.linear(h, self.w, self.b)
            """,
            layer);
    sum =
        module(
            """
            def forward(self: __torch__.Peer, h: Tensor) -> Tensor:
              return torch.sum(self.w)
            """,
            layer);
    Map<String, TorchScriptArchive.Tensor> state = new LinkedHashMap<>(layer);
    state.put("v", tensor(matrix, new float[uids * hidden]));
    state.put("c", tensor(vector, new float[uids]));
    step =
        module(
            """
            def forward(self: __torch__.Peer, d: Tensor, h: Tensor) -> Tensor:
              g = torch.mm(torch.t(d), h)
              s = torch.sum(d, [0])
              v = torch.add_(torch.mul_(self.v, %s), g)
              c = torch.add_(torch.mul_(self.c, %s), s)
              w = torch.add_(self.w, v, alpha=-%s)
              b = torch.add_(self.b, c, alpha=-%s)
              return c
            """
                .formatted(MOMENTUM, MOMENTUM, LEARNING_RATE, LEARNING_RATE),
            state);
    float[] byScore = new float[uids];
    for (int i = 0; i < selected; i++) {
      byScore[i * (uids / selected)] = (i % 2 == 0 ? 1 : -1) * 1e-3f;
    }
    representation = scores.manager().create(Products.values(hidden, 3), new Shape(1, hidden));
    gradient = scores.manager().create(byScore, new Shape(1, uids));
  }

  private static Torch.Module module(String code, Map<String, TorchScriptArchive.Tensor> tensors) {
    return new Torch.Module(new TorchScriptArchive(code, tensors));
  }

  private static TorchScriptArchive.Tensor tensor(long[] shape, float[] values) {
    return new TorchScriptArchive.Tensor(shape, () -> values);
  }

  /** The scores of all uids. */
  public float[] scores() {
    try (NDList result = scores.run(new NDList(representation))) {
      return result.singletonOrThrow().toFloatArray();
    }
  }

  /** One dense step. */
  public void step() {
    step.run(new NDList(gradient, representation)).close();
  }

  /** Reads every weight once, and does as little as possible with it. */
  public void read() {
    sum.run(new NDList(representation)).close();
  }

  @Override
  public void close() {
    scores.close();
    step.close();
    sum.close();
  }
}
