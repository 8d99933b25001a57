package org.gatehouse.benchmarks.sidebyside;

import java.io.IOException;

/** Works that are measured together, in a process that has a fixed number of threads. */
enum Group {

  /** MiniLM's hidden states of one message. */
  MINILM("minilm") {
    @Override
    void measure(Bench bench) {
      MiniLmWorks.single(bench);
    }
  },

  /** Many messages at once, MiniLM. */
  BATCHES("batches") {
    @Override
    void measure(Bench bench) throws IOException {
      BatchWorks.measure(bench);
    }
  },

  /** Hidden states of an encoder of the shape of GPT-Neo 125M. */
  GPT_NEO("gpt-neo") {
    @Override
    void measure(Bench bench) throws IOException {
      GptNeoWorks.measure(bench);
    }
  },

  /** From text to scores. */
  GATE("gate") {
    @Override
    void measure(Bench bench) {
      GateWorks.measure(bench);
    }
  },

  /** What is learned: scores, steps, resync, snapshot. */
  HEAD("head") {
    @Override
    void measure(Bench bench) throws IOException {
      HeadWorks.measure(bench);
    }
  },

  /** How cost grows with the work; with as many threads as there are processors. */
  SCALE("scale") {
    @Override
    void measure(Bench bench) throws IOException {
      if (bench.threads() == SideBySide.THREADS[SideBySide.THREADS.length - 1]) {
        ScaleWorks.measure(bench);
      }
    }
  },

  /** Start of a process, and its memory; measured from outside. */
  START("start") {
    @Override
    void measure(Bench bench) {}
  };

  private final String word;

  Group(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  abstract void measure(Bench bench) throws IOException;
}
