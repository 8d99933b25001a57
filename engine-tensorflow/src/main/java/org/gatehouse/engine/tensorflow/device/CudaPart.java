package org.gatehouse.engine.tensorflow.device;

import java.util.List;
import java.util.stream.Stream;

/**
 * A part of CUDA that is either the system's or the program's own: libraries of different releases
 * do not mix.
 *
 * @param inner the libraries that only other libraries of CUDA open
 * @param openedByName the libraries that TensorFlow opens by name, each after those that it needs
 */
record CudaPart(String name, List<String> inner, List<String> openedByName) {

  /** The runtime, and the libraries of linear algebra and transforms. */
  static final CudaPart CUDA =
      new CudaPart(
          "CUDA 12",
          List.of("libnvJitLink.so.12"),
          List.of(
              "libcudart.so.12",
              "libcublasLt.so.12",
              "libcublas.so.12",
              "libcufft.so.11",
              "libcusparse.so.12",
              "libcusolver.so.11"));

  /** Neural networks. */
  static final CudaPart CUDNN =
      new CudaPart(
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

  /** Both, the second of which needs the first. */
  static final List<CudaPart> ALL = List.of(CUDA, CUDNN);

  /** Copies the lists. */
  CudaPart {
    inner = List.copyOf(inner);
    openedByName = List.copyOf(openedByName);
  }

  /** All its libraries, each after those that it needs. */
  List<String> libraries() {
    return Stream.concat(inner.stream(), openedByName.stream()).toList();
  }
}
