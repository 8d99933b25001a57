package org.gatehouse.benchmarks.sidebyside.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.LinkedHashMap;
import java.util.Map;

/** Matrix products by PyTorch, one after the other, all into the same memory. */
public final class TorchProducts implements MatrixProducts {

  private final Torch.Module module;
  private final NDArray unused;

  /** Sets them up. */
  public TorchProducts(Products shape) {
    Map<String, TorchScriptArchive.Tensor> tensors = new LinkedHashMap<>();
    tensors.put("x", tensor(shape.left(), shape.leftSize(), 0));
    long[] result = shape.left();
    result[result.length - 1] = shape.columns();
    tensors.put("y", tensor(result, shape.batch() * shape.rows() * shape.columns(), 0));
    StringBuilder code =
        new StringBuilder("def forward(self: __torch__.Peer, unused: Tensor) -> Tensor:\n");
    for (int i = 0; i < shape.count(); i++) {
      tensors.put("w" + i, tensor(shape.right(), shape.rightSize(), i + 1));
      code.append("  y%d = torch.matmul(self.x, self.w%d, out=self.y)%n".formatted(i, i));
    }
    code.append("  return unused\n");
    module = new Torch.Module(new TorchScriptArchive(code.toString(), tensors));
    unused = module.manager().create(0f);
  }

  private static TorchScriptArchive.Tensor tensor(long[] shape, int size, int salt) {
    return new TorchScriptArchive.Tensor(shape, () -> Products.values(size, salt));
  }

  @Override
  public void run() {
    module.run(new NDList(unused)).close();
  }

  @Override
  public void close() {
    module.close();
  }
}
