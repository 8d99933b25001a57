package org.gatehouse.engine.tensorflow.device;

import java.util.List;
import java.util.Optional;

/**
 * What TensorFlow is in this process.
 *
 * @param version version of the native library, such as {@code 2.18.0}
 * @param nativeBuild which native library is on the class path, in words
 * @param gpus the GPUs beside the CPU, such as {@code gpu:0 (NVIDIA A10G)}
 * @param libraries where the libraries come from that a GPU takes, in words
 * @param lack why there is no GPU, in sentences, where the native library could use one
 */
public record RuntimeDescription(
    String version,
    String nativeBuild,
    List<String> gpus,
    List<String> libraries,
    Optional<String> lack) {

  /** Copies the lists. */
  public RuntimeDescription {
    gpus = List.copyOf(gpus);
    libraries = List.copyOf(libraries);
  }
}
