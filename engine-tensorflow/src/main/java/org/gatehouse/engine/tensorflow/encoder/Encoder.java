package org.gatehouse.engine.tensorflow.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.pooling.Pooling;
import org.gatehouse.engine.tensorflow.savedmodel.EncoderManifest;

/**
 * One user's hold on an encoder, which turns messages into vectors of fixed length. Others may hold
 * the same encoder; its memory is freed when the last of them closes. Thread-safe; calls run side
 * by side.
 */
public final class Encoder implements MessageEncoder {

  private static final int HASH_DIGITS = 16;

  private final LoadedEncoder loaded;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  Encoder(LoadedEncoder loaded, Runnable release) {
    this.loaded = loaded;
    this.release = release;
  }

  /**
   * A name that changes with what the encoder computes: the model's name, the beginning of a hash
   * over weights, shape, token limit and tokenizer, and the pooling.
   */
  @Override
  public String id() {
    Pooling pooling = loaded.pooling();
    return "%s@%s/%s%s"
        .formatted(
            model(),
            manifest().contentHash().substring(0, HASH_DIGITS),
            pooling.name(),
            pooling.normalised() ? "-normalised" : "");
  }

  /** The model's name. */
  public String model() {
    return manifest().model();
  }

  /** Length of the vectors. */
  @Override
  public int dimension() {
    return manifest().hiddenSize();
  }

  /** The most tokens of a chunk, special tokens included; longer messages become several chunks. */
  public int maxTokens() {
    return manifest().maxTokens();
  }

  /** Whether it has a tokenizer; without one it takes token ids only. */
  public boolean readsText() {
    return loaded.hasTokenizer();
  }

  /**
   * This encoder, for those who need one that reads text.
   *
   * @throws EngineException if it has no tokenizer; it is closed then
   */
  public Encoder forText() {
    try {
      requireTokenizer();
      return this;
    } catch (EngineException e) {
      close();
      throw e;
    }
  }

  private void requireTokenizer() {
    if (!readsText()) {
      throw new EngineException(
          "The model %s has no tokenizer, so it takes token ids only. Add a tokenizer.json to its folder; if that was a checkpoint that is exported already, export it again."
              .formatted(model()));
    }
  }

  /**
   * Does what the first calls, with batches of whatever shape, would otherwise have to wait for.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public void warmUp() {
    checkOpen();
    loaded.warmUp();
  }

  /** Encodes one message; see {@link #encode(List)}. */
  public Encoding encode(String message) {
    return encode(List.of(message)).get(0);
  }

  /**
   * Encodes messages, each by itself: what else is in the list makes no difference beyond rounding.
   *
   * @return an encoding for each message, in the same order
   * @throws IllegalArgumentException if a message is no valid Unicode or has no tokens at all
   * @throws IllegalStateException after {@link #close}
   * @throws EngineException if it has no tokenizer
   */
  public List<Encoding> encode(List<String> messages) {
    checkOpen();
    requireTokenizer();
    return loaded.encode(messages);
  }

  @Override
  public float[][] represent(List<String> messages) {
    return encode(messages).stream().map(Encoding::representation).toArray(float[][]::new);
  }

  /** Encodes rows of token ids, every token of which counts; see {@link #encodeIds(List, List)}. */
  public List<RowEncoding> encodeIds(List<long[]> ids) {
    List<long[]> masks = new ArrayList<>(ids.size());
    ids.forEach(row -> masks.add(Batch.fullMask(row.length)));
    return encodeIds(ids, masks);
  }

  /**
   * Encodes rows of token ids as one batch, padded on the right to the longest.
   *
   * @param ids rows of 1 to {@link #maxTokens} token ids, special tokens included
   * @param masks for each row as many values: 1 for a token that counts, 0 for one that does not
   * @return an encoding for each row, in the same order
   * @throws IllegalArgumentException if a row is empty or too long, a mask does not fit its row, or
   *     an id is not in the vocabulary
   * @throws IllegalStateException after {@link #close}
   */
  public List<RowEncoding> encodeIds(List<long[]> ids, List<long[]> masks) {
    checkOpen();
    RowChecks.check(manifest(), ids, masks);
    return loaded.encodeRows(ids, masks);
  }

  @Override
  public MessageEncoder remembering(long maxBytes, MeterSink meters) {
    return CachedEncoder.of(this, loaded.memory(), maxBytes, meters);
  }

  /** What this shares with the other holders. */
  LoadedEncoder shared() {
    return loaded;
  }

  private EncoderManifest manifest() {
    return loaded.manifest();
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException("The encoder " + model() + " is closed");
    }
  }

  /** Lets go of the encoder; closing twice does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }
}
