package org.gatehouse.benchmarks.sidebyside.peers;

import java.nio.file.Path;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.savedmodel.SavedModelEncoder;

/** Gatehouse's own encoder, on the CPU as all others. */
public final class GatehouseEncoder implements EncoderPeer {

  private final SavedModelEncoder encoder;

  /** Loads the exported model in a folder. */
  public GatehouseEncoder(Path model) {
    encoder = SavedModelEncoder.load(model, ComputeDevice.CPU);
  }

  /** What Gatehouse itself calls, without putting all values into one array as peers do. */
  public float[][][] rows(long[][] ids, long[][] mask) {
    return encoder.hiddenStates(ids, mask);
  }

  @Override
  public float[] hiddenStates(long[][] ids, long[][] mask) {
    float[][][] rows = rows(ids, mask);
    int hidden = rows[0][0].length;
    float[] flat = new float[rows.length * rows[0].length * hidden];
    int at = 0;
    for (float[][] row : rows) {
      for (float[] state : row) {
        System.arraycopy(state, 0, flat, at, hidden);
        at += hidden;
      }
    }
    return flat;
  }

  @Override
  public void close() {
    encoder.close();
  }
}
