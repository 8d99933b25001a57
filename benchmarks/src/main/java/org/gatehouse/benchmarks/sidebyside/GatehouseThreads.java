package org.gatehouse.benchmarks.sidebyside;

import java.util.Map;

/** How a process is told on how many threads Gatehouse computes. */
final class GatehouseThreads {

  private GatehouseThreads() {}

  /** Variables of the environment; TensorFlow has one pool a process, whose size they decide. */
  static Map<String, String> environment(int threads) {
    return Map.of(
        "TF_NUM_INTRAOP_THREADS", Integer.toString(threads),
        "TF_NUM_INTEROP_THREADS", Integer.toString(threads));
  }
}
