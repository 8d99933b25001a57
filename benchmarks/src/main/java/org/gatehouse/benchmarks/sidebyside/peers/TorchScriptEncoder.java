package org.gatehouse.benchmarks.sidebyside.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/** An encoder as a TorchScript module. */
public final class TorchScriptEncoder implements EncoderPeer {

  private final Torch.Module module;

  private TorchScriptEncoder(TorchScriptArchive archive) {
    module = new Torch.Module(archive);
  }

  /** BERT's encoder. */
  public static TorchScriptEncoder bert(TransformerShape shape, Weights weights) {
    return new TorchScriptEncoder(TorchScripts.bert(shape, weights));
  }

  /** GPT-Neo's encoder. */
  public static TorchScriptEncoder gptNeo(TransformerShape shape, Weights weights) {
    return new TorchScriptEncoder(TorchScripts.gptNeo(shape, weights));
  }

  @Override
  public float[] hiddenStates(long[][] ids, long[][] mask) {
    try (NDManager manager = module.manager().newSubManager();
        NDArray idArray = Torch.longs(manager, ids);
        NDArray maskArray = Torch.longs(manager, mask);
        NDList result = module.run(new NDList(idArray, maskArray))) {
      return result.singletonOrThrow().toFloatArray();
    }
  }

  @Override
  public void close() {
    module.close();
  }
}
