package org.gatehouse.engine.tensorflow.device;

import java.util.List;
import java.util.stream.Stream;

/**
 * A part of CUDA that is either the system's or the program's own: libraries of different releases
 * do not mix.
 */
enum CudaPart {
  /** The runtime, and the libraries of linear algebra and transforms. */
  CUDA(
      "CUDA 12",
      List.of("libnvJitLink.so.12"),
      List.of(
          "libcudart.so.12",
          "libcublasLt.so.12",
          "libcublas.so.12",
          "libcufft.so.11",
          "libcusparse.so.12",
          "libcusolver.so.11")),

  /** Neural networks. */
  CUDNN(
      "cuDNN 9",
      List.of(
          "libcudnn_graph.so.9",
          "libcudnn_ops.so.9",
          "libcudnn_cnn.so.9",
          "libcudnn_adv.so.9",
          "libcudnn_heuristic.so.9",
          "libcudnn_engines_precompiled.so.9",
          "libcudnn_engines_runtime_compiled.so.9"),
      List.of("libcudnn.so.9"));

  private final String words;
  private final List<String> inner;
  private final List<String> openedByName;

  CudaPart(String words, List<String> inner, List<String> openedByName) {
    this.words = words;
    this.inner = inner;
    this.openedByName = openedByName;
  }

  /** All its libraries, each after those that it needs. */
  List<String> libraries() {
    return Stream.concat(inner.stream(), openedByName.stream()).toList();
  }

  /** The libraries that TensorFlow opens by name; these open the others. */
  List<String> openedByName() {
    return openedByName;
  }

  @Override
  public String toString() {
    return words;
  }
}
