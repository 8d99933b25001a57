package org.gatehouse.benchmarks.sidebyside.peers;

import java.util.List;

/** The weights of an encoder by their Hugging Face names; dense matrices are [out, in]. */
public interface Weights {

  /** All names, in a fixed order. */
  List<String> names();

  /** The shape of a weight. */
  long[] shape(String name);

  /** The values of a weight, row-major. */
  float[] floats(String name);
}
