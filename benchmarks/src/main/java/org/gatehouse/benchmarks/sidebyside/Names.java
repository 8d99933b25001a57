package org.gatehouse.benchmarks.sidebyside;

/** Who did a work, as results and tables have it. */
final class Names {

  static final String GATEHOUSE = "Gatehouse";
  static final String ONNX = "ONNX Runtime";
  static final String EAGER = "PyTorch eager";
  static final String SCRIPT = "PyTorch TorchScript";
  static final String DENSE = "PyTorch dense SGD";
  static final String SESSION = "encoder alone";
  static final String MEMORY = "memory";
  static final String READ_BY_TORCH = "read by PyTorch";
  static final String READ_BY_JAVA = "read by Java";

  private Names() {}
}
