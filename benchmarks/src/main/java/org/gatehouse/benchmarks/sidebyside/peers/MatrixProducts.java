package org.gatehouse.benchmarks.sidebyside.peers;

/** Matrix products in one library, and nothing else, ready to be run again and again. */
public interface MatrixProducts extends AutoCloseable {

  /** Computes all of them once. */
  void run();

  @Override
  void close();
}
