package org.gatehouse.benchmarks.sidebyside.peers;

import java.util.ServiceLoader;

/**
 * ONNX Runtime, if it is on the class path: its one artifact carries natives of 54 MB, so that what
 * uses it is compiled only where somebody wants to measure.
 */
public interface OnnxLibrary {

  /** Its version. */
  String version();

  /** Opens an encoder from the bytes of an ONNX file. */
  EncoderPeer encoder(byte[] model, int threads);

  /** Opens a model whose inputs are floats of fixed shapes. */
  OnnxRun run(byte[] model, int threads, java.util.List<OnnxInput> inputs);

  /** Takes a model's inputs once, and runs it again and again. */
  interface OnnxRun extends AutoCloseable {

    /** Runs the model once; what comes out is thrown away. */
    void run();

    @Override
    void close();
  }

  /** An input with its values. */
  @SuppressWarnings("ArrayRecordComponent") // Lives for one call.
  record OnnxInput(String name, long[] shape, float[] values) {}

  /** The one on the class path. */
  static OnnxLibrary onClassPath() {
    return ServiceLoader.load(OnnxLibrary.class)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "ONNX Runtime is not on the class path: build with -Pside-by-side"));
  }
}
