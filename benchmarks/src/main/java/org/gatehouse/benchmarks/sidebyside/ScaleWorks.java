package org.gatehouse.benchmarks.sidebyside;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gatehouse.benchmarks.SentenceGate;
import org.gatehouse.benchmarks.sidebyside.peers.EncoderPeer;
import org.gatehouse.benchmarks.sidebyside.peers.MiniLmWeights;
import org.gatehouse.benchmarks.sidebyside.peers.OnnxLibrary;
import org.gatehouse.engine.tensorflow.encoder.Encoder;

/** How cost grows with uids, tokens, messages and callers. */
final class ScaleWorks {

  static final String UIDS_SCORES = "scale, uids, scores: ";
  static final String UIDS_BACKWARD = "scale, uids, backward: ";
  static final String UIDS_RESYNC = "scale, uids, resync: ";
  static final String MINILM_TOKENS = "scale, MiniLM tokens: ";
  static final String GPT_NEO_TOKENS = "scale, GPT-Neo tokens: ";
  static final String MESSAGES = "scale, messages: ";
  static final String CALLERS = "scale, callers: ";

  private static final int[] UIDS = {256, 1024, 4096, 16384, 65536};
  private static final int HIDDEN = 384;
  private static final int[] SHORT = {16, 32, 64, 128, 256};
  private static final int[] LONG = {16, 64, 256, 512, 1024, 2048};
  private static final int[] COUNTS = {1, 4, 16, 64, 256};
  private static final int[] CALLER_COUNTS = {1, 2, 4, 8, 16, 32};
  private static final int TOKENS = 64;

  private ScaleWorks() {}

  static void measure(Bench bench) throws IOException {
    uids(bench);
    messages(bench);
    try (EncoderContest contest = MiniLmWorks.open(bench.threads())) {
      for (int tokens : bench.sizes(3, SHORT)) {
        Batch batch = Batch.of(1, tokens, MiniLmWorks.VOCABULARY);
        bench.measure(MINILM_TOKENS + tokens, contest.contenders(batch));
      }
    }
    try (EncoderContest contest = GptNeoWorks.open()) {
      for (int tokens : bench.sizes(3, LONG)) {
        bench.measure(GPT_NEO_TOKENS + tokens, contest.contenders(GptNeoWorks.batch(tokens)));
      }
    }
  }

  private static void uids(Bench bench) {
    for (int uids : UIDS) {
      try (HeadSubject subject = new HeadSubject(uids, HIDDEN)) {
        bench.measure(UIDS_SCORES + uids, List.of(subject.scores()));
        bench.measure(UIDS_BACKWARD + uids, List.of(subject.backward()));
        bench.measure(UIDS_RESYNC + uids, List.of(subject.resync()));
      }
    }
  }

  private static void messages(Bench bench) {
    try (Encoder encoder = SentenceGate.encoder();
        EncoderPeer onnx =
            OnnxLibrary.onClassPath().encoder(MiniLmWeights.onnx(), bench.threads())) {
      FreshMessages messages = new FreshMessages(encoder);
      for (int count : bench.sizes(3, COUNTS)) {
        int[] lengths = new int[count];
        Arrays.fill(lengths, TOKENS);
        bench.measure(MESSAGES + count, BatchWorks.contenders(encoder, onnx, messages, lengths));
      }
      Batch one = Batch.of(1, TOKENS, MiniLmWorks.VOCABULARY);
      for (int callers : bench.sizes(3, CALLER_COUNTS)) {
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        try {
          bench.measure(
              CALLERS + callers,
              List.of(
                  new Contender(
                      Names.GATEHOUSE,
                      () -> atOnce(pool, callers, () -> encoder.encode(fresh(messages)))),
                  new Contender(
                      Names.ONNX,
                      () ->
                          atOnce(pool, callers, () -> onnx.hiddenStates(one.ids(), one.mask())))));
        } finally {
          pool.shutdownNow();
        }
      }
    }
  }

  private static String fresh(FreshMessages messages) {
    synchronized (messages) {
      return messages.next(TOKENS);
    }
  }

  /** One call of each caller; the time is that of the last to come back. */
  private static void atOnce(ExecutorService pool, int callers, Runnable call) {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      running.add(pool.submit(call));
    }
    for (Future<?> future : running) {
      try {
        future.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("a caller failed", e);
      }
    }
  }
}
