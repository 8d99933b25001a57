package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.util.List;

/**
 * The answer of {@code NeuronInfoRuntimeApi_get_neurons_lite}, whose layout is the same in every
 * runtime.
 *
 * <p>Runtimes below spec 233 wrap the answer in a vector of bytes, which is told by the bytes
 * themselves.
 */
public final class NeuronsLite {

  private NeuronsLite() {}

  /**
   * Returns the neurons of an answer, in its order; empty if the subnet has none or does not exist.
   *
   * @throws ScaleException if the bytes are anything else than such an answer
   */
  public static List<NeuronLite> decode(byte[] bytes) {
    ScaleReader in = new ScaleReader(bytes);
    skipWrapper(in);
    List<NeuronLite> neurons =
        Vectors.list(in, "neurons", NeuronLite.LEAST_BYTES, NeuronLite::read);
    in.end();
    return neurons;
  }

  /**
   * Passes over the length of a wrapper, if that is what the answer begins with.
   *
   * <p>A neuron takes so many bytes that the count of the neurons is never the number of the bytes
   * after it, which a wrapper's length always is.
   */
  private static void skipWrapper(ScaleReader in) {
    long length = in.compact64("neurons");
    if (length == 0 || length != in.left()) {
      in.rewind(0);
    }
  }
}
