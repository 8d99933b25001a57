package org.gatehouse.engine.tensorflow.encoder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.pooling.Pooling;
import org.gatehouse.engine.tensorflow.savedmodel.EncoderManifest;
import org.gatehouse.engine.tensorflow.savedmodel.SavedModelEncoder;
import org.gatehouse.engine.tensorflow.tokenizer.Tokenizer;
import org.jspecify.annotations.Nullable;

/** A tokenizer, a model and a pooling, with the native memory they need. Thread-safe. */
final class LoadedEncoder implements AutoCloseable {

  /**
   * What a run on a CPU costs beside its tokens, in tokens: measured 40 to 50 on 2 cores, with
   * MiniLM and with GPT-Neo 125M.
   */
  private static final int CPU_RUN_COST = 40;

  /** On a GPU tokens are cheap: as few runs as possible. */
  private static final int GPU_RUN_COST = Batch.MOST_TOKENS;

  private final SavedModelEncoder model;
  private final @Nullable Tokenizer tokenizer;
  private final Pooling pooling;
  private final int runCost;
  private final EncodingMemory memory = new EncodingMemory();

  private LoadedEncoder(
      SavedModelEncoder model, @Nullable Tokenizer tokenizer, Pooling pooling, int runCost) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.pooling = pooling;
    this.runCost = runCost;
  }

  static LoadedEncoder load(
      Path folder, EncoderManifest manifest, ComputeDevice device, Pooling pooling) {
    SavedModelEncoder model = SavedModelEncoder.load(folder, manifest, device);
    try {
      int runCost = device.isGpu() ? GPU_RUN_COST : CPU_RUN_COST;
      return new LoadedEncoder(model, tokenizer(folder, manifest), pooling, runCost);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static @Nullable Tokenizer tokenizer(Path folder, EncoderManifest manifest) {
    Path file = folder.resolve(EncoderManifest.TOKENIZER_FILE);
    return Files.exists(file) ? Tokenizer.load(file, manifest.maxTokens()) : null;
  }

  boolean hasTokenizer() {
    return tokenizer != null;
  }

  EncoderManifest manifest() {
    return model.manifest();
  }

  Pooling pooling() {
    return pooling;
  }

  EncodingMemory memory() {
    return memory;
  }

  void warmUp() {
    model.warmUp();
  }

  List<Encoding> encode(List<String> messages) {
    List<List<int[]>> chunks = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      chunks.add(chunks(messages.get(i), i));
    }
    double[][] sums = new double[messages.size()][manifest().hiddenSize()];
    for (List<ChunkBatches.Chunk> group : ChunkBatches.of(chunks, runCost)) {
      Batch batch = ChunkBatches.padded(group);
      float[][][] hidden = model.hiddenStates(batch.ids(), batch.mask());
      for (int row = 0; row < group.size(); row++) {
        ChunkBatches.Chunk chunk = group.get(row);
        add(sums[chunk.message()], pool(hidden[row], batch.mask()[row], chunk.ids().length));
      }
    }
    List<Encoding> encodings = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      encodings.add(new Encoding(chunks.get(i), mean(sums[i], chunks.get(i).size())));
    }
    return encodings;
  }

  private List<int[]> chunks(String message, int index) {
    List<int[]> chunks;
    try {
      chunks = Objects.requireNonNull(tokenizer).chunks(message);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Message " + index + ": " + e.getMessage(), e);
    }
    if (chunks.get(0).length == 0) {
      throw new IllegalArgumentException("Message " + index + " has no tokens");
    }
    return pooling.firstChunkOnly() ? chunks.subList(0, 1) : chunks;
  }

  List<RowEncoding> encodeRows(List<long[]> ids, List<long[]> masks) {
    int longest = ids.stream().mapToInt(row -> row.length).max().orElse(0);
    List<RowEncoding> encodings = new ArrayList<>(ids.size());
    for (int[] run : Batch.runs(ids.size(), longest)) {
      Batch batch = Batch.of(ids.subList(run[0], run[1]), masks.subList(run[0], run[1]), longest);
      float[][][] hidden = model.hiddenStates(batch.ids(), batch.mask());
      for (int row = 0; row < hidden.length; row++) {
        int length = ids.get(run[0] + row).length;
        encodings.add(
            new RowEncoding(
                Arrays.copyOf(hidden[row], length), pool(hidden[row], batch.mask()[row], length)));
      }
    }
    return encodings;
  }

  private float[] pool(float[][] hidden, long[] mask, int length) {
    return pooling.pool(Arrays.copyOf(hidden, length), Arrays.copyOf(mask, length));
  }

  private static void add(double[] sum, float[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
  }

  private static float[] mean(double[] sum, int count) {
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (sum[i] / count);
    }
    return mean;
  }

  @Override
  public void close() {
    model.close();
    if (tokenizer != null) {
      tokenizer.close();
    }
  }
}
