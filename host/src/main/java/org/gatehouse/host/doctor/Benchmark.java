package org.gatehouse.host.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.gatehouse.engine.tensorflow.encoder.Encoder;

/** A short benchmark of an encoder: one message of about 32 tokens, and a batch of 32 such. */
final class Benchmark {

  private static final int BATCH = 32;
  private static final int WORDS = 30;
  private static final int SINGLE_RUNS = 15;
  private static final int BATCH_RUNS = 3;
  private static final int WARM_UPS = 2;
  private static final double NANOS_PER_MILLI = 1e6;

  private static final String[] VOCABULARY =
      "time year people way day man thing woman life child world school state family student group"
          .split(" ", -1);

  private final Encoder encoder;
  private int next;

  Benchmark(Encoder encoder) {
    this.encoder = encoder;
  }

  /** Returns messages of as many words; no two ever made are the same. */
  static List<String> messages(int first, int count) {
    List<String> messages = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      StringBuilder message = new StringBuilder();
      for (int word = 0; word < WORDS; word++) {
        // The digits of i come first, so that all messages differ.
        int digit = word < 4 ? (i >> (4 * word)) : i + word * word;
        message.append(VOCABULARY[digit % VOCABULARY.length]).append(' ');
      }
      messages.add(message.toString().strip());
    }
    return messages;
  }

  /** Runs it and says what came out. */
  String run() {
    double single = median(1, SINGLE_RUNS);
    double batch = median(BATCH, BATCH_RUNS);
    // All messages have as many tokens, for each word of the vocabulary is one.
    int tokens = BATCH * encoder.encode(messages(0, 1).get(0)).tokenIds().get(0).length;
    return String.format(
        Locale.ROOT,
        "1 message of %d tokens in %.1f ms, %d of them in %.1f ms: %.0f tokens/s (medians of %d and %d runs)",
        tokens / BATCH,
        single,
        BATCH,
        batch,
        tokens * 1000 / batch,
        SINGLE_RUNS,
        BATCH_RUNS);
  }

  private double median(int count, int runs) {
    double[] millis = new double[runs];
    for (int run = -WARM_UPS; run < runs; run++) {
      List<String> messages = messages(next, count);
      next += count;
      long start = System.nanoTime();
      encoder.encode(messages);
      if (run >= 0) {
        millis[run] = (System.nanoTime() - start) / NANOS_PER_MILLI;
      }
    }
    Arrays.sort(millis);
    return millis[runs / 2];
  }
}
