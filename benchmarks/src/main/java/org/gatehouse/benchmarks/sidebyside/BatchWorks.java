package org.gatehouse.benchmarks.sidebyside;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.gatehouse.benchmarks.SentenceGate;
import org.gatehouse.benchmarks.sidebyside.peers.EncoderPeer;
import org.gatehouse.benchmarks.sidebyside.peers.MiniLmWeights;
import org.gatehouse.benchmarks.sidebyside.peers.OnnxLibrary;
import org.gatehouse.engine.tensorflow.encoder.Encoder;
import org.gatehouse.engine.tensorflow.pooling.MeanPooling;

/**
 * Many messages to one vector each. Gatehouse reads their texts; ONNX Runtime is spared that, gets
 * token ids in batches of 32 in the given order, padded to the longest of each, and its hidden
 * states are averaged.
 */
final class BatchWorks {

  static final String EQUAL = "32 messages of 64 tokens, MiniLM";
  static final String MIXED = "256 messages of mixed lengths, MiniLM";
  private static final int EQUAL_COUNT = 32;
  private static final int EQUAL_TOKENS = 64;
  private static final int MIXED_COUNT = 256;
  private static final int PEER_BATCH = 32;
  private static final int HIDDEN = 384;
  private static final int SHORTEST = 3;

  private BatchWorks() {}

  static void measure(Bench bench) throws IOException {
    try (Encoder encoder = SentenceGate.encoder();
        EncoderPeer onnx =
            OnnxLibrary.onClassPath().encoder(MiniLmWeights.onnx(), bench.threads())) {
      FreshMessages messages = new FreshMessages(encoder);
      int[] equal = new int[EQUAL_COUNT];
      Arrays.fill(equal, EQUAL_TOKENS);
      bench.measure(EQUAL, contenders(encoder, onnx, messages, equal));
      int[] mixed = PromptLengths.ofPeople().draw(MIXED_COUNT, encoder.maxTokens());
      System.err.printf(
          "mixed lengths: %s tokens in all, median %s, longest %d%n",
          Arrays.stream(mixed).sum(),
          Quartiles.of(Arrays.stream(mixed).asDoubleStream().toArray()).median(),
          Arrays.stream(mixed).max().orElseThrow());
      bench.measure(MIXED, contenders(encoder, onnx, messages, mixed));
    }
  }

  /** Both ways for messages of these lengths. */
  static List<Contender> contenders(
      Encoder encoder, EncoderPeer onnx, FreshMessages messages, int[] lengths) {
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < lengths.length; from += PEER_BATCH) {
      List<long[]> rows = new ArrayList<>();
      for (int i = from; i < Math.min(from + PEER_BATCH, lengths.length); i++) {
        int tokens = Math.max(SHORTEST, lengths[i]);
        rows.add(Batch.of(1, tokens, MiniLmWorks.VOCABULARY).ids()[0]);
      }
      batches.add(Batch.padded(rows));
    }
    AtomicReference<List<String>> texts = new AtomicReference<>(List.of());
    return List.of(
        new Contender(
            Names.GATEHOUSE,
            () ->
                texts.set(
                    Arrays.stream(lengths)
                        .mapToObj(tokens -> messages.next(Math.max(SHORTEST, tokens)))
                        .toList()),
            () -> encoder.represent(Objects.requireNonNull(texts.get()))),
        new Contender(Names.ONNX, () -> batches.forEach(batch -> pooled(onnx, batch))));
  }

  private static float[][] pooled(EncoderPeer peer, Batch batch) {
    float[] hidden = peer.hiddenStates(batch.ids(), batch.mask());
    MeanPooling pooling = new MeanPooling(true);
    float[][] vectors = new float[batch.ids().length][];
    for (int row = 0; row < vectors.length; row++) {
      float[][] states = new float[batch.tokens()][];
      for (int token = 0; token < states.length; token++) {
        int start = (row * states.length + token) * HIDDEN;
        states[token] = Arrays.copyOfRange(hidden, start, start + HIDDEN);
      }
      vectors[row] = pooling.pool(states, batch.mask()[row]);
    }
    return vectors;
  }
}
