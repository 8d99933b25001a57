package org.gatehouse.benchmarks.sidebyside;

/**
 * One way of doing a piece of work.
 *
 * @param name who does it
 * @param prepare what comes before each time and is not measured
 * @param work what is measured
 */
record Contender(String name, Runnable prepare, Runnable work) {

  Contender(String name, Runnable work) {
    this(name, () -> {}, work);
  }
}
