package org.gatehouse.engine.tensorflow.savedmodel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.device.TensorFlowRuntime;
import org.gatehouse.engine.tensorflow.lifecycle.UntilClosed;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TInt64;

/**
 * A loaded encoder without its tokenizer: token ids in, hidden states out. Thread-safe; calls run
 * side by side.
 */
public final class SavedModelEncoder implements AutoCloseable {

  static final String FILE = "saved_model.pb";

  private final EncoderManifest manifest;
  private final SavedModelBundle bundle;
  private final ServingSignature signature;
  private final UnpaddedSignatures unpadded;
  private final RunOptions options;
  private final UntilClosed open;

  private SavedModelEncoder(
      EncoderManifest manifest, SavedModelBundle bundle, Path folder, ComputeDevice device) {
    this.manifest = manifest;
    this.bundle = bundle;
    this.signature = ServingSignature.of(bundle.metaGraphDef(), folder);
    UnpaddedSignatures all = UnpaddedSignatures.of(bundle.metaGraphDef());
    this.unpadded = device.sharesRuns() ? all : all.whole();
    this.options = device.runOptions();
    this.open = new UntilClosed("The encoder " + manifest.model());
  }

  /** Whether {@code folder} holds a SavedModel, of whatever kind. */
  public static boolean isAt(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /**
   * Loads the encoder in {@code folder}; see {@link #load(Path, EncoderManifest, ComputeDevice)}.
   */
  public static SavedModelEncoder load(Path folder, ComputeDevice device) {
    return load(folder, EncoderManifest.read(folder), device);
  }

  /**
   * Loads the encoder in {@code folder}.
   *
   * @param manifest what is known of it
   * @throws EngineException if the folder holds no SavedModel, or one that is no encoder
   */
  public static SavedModelEncoder load(
      Path folder, EncoderManifest manifest, ComputeDevice device) {
    if (!isAt(folder)) {
      throw new EngineException(
          "%s is no SavedModel: there is no file %s in it.".formatted(folder, FILE));
    }
    SavedModelBundle bundle = open(folder, device);
    try {
      return new SavedModelEncoder(manifest, bundle, folder, device);
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  private static SavedModelBundle open(Path folder, ComputeDevice device) {
    TensorFlowRuntime.load();
    try {
      return SavedModelBundle.loader(folder.toString())
          .withTags(SavedModelBundle.DEFAULT_TAG)
          .withConfigProto(device.sessionConfig())
          .load();
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw new EngineException(
          "The SavedModel in %s cannot be loaded on %s; if it is damaged, delete the folder and have it exported again. TensorFlow says: %s"
              .formatted(folder, device, e.getMessage()),
          e);
    }
  }

  /** What the encoder's folder says about it. */
  public EncoderManifest manifest() {
    return manifest;
  }

  /**
   * Runs the encoder on one batch.
   *
   * @param ids token ids, [batch][seq], all rows of one length between 1 and the model's maximum
   * @param mask 1 for a token, 0 for padding, of the same shape
   * @return the last hidden state, [batch][seq][hidden]
   * @throws IllegalArgumentException if the batch has another shape, or an id is not in the
   *     vocabulary
   * @throws IllegalStateException after {@link #close}
   */
  public float[][][] hiddenStates(long[][] ids, long[][] mask) {
    BatchChecks.check(manifest, ids, mask);
    return open.use(() -> run(ids, mask));
  }

  /**
   * Runs everything once that batches of any shape may run, since the first run of each takes as
   * long as a dozen later ones: TensorFlow optimises its graph then.
   *
   * @throws IllegalStateException after {@link #close}, also while this runs
   */
  public void warmUp() {
    unpadded
        .outputs()
        .forEach(
            (pieces, output) -> {
              if (pieces <= manifest.maxTokens()) {
                open.use(() -> run(new long[1][pieces], null, output));
              }
            });
    open.use(() -> run(new long[1][1], new long[1][1], signature.lastHiddenState()));
  }

  private float[][][] run(long[][] ids, long[][] mask) {
    return unpadded.isEmpty() || hasPadding(mask)
        ? run(ids, mask, signature.lastHiddenState())
        : run(ids, null, unpadded.outputFor(ids.length, ids[0].length));
  }

  private float[][][] run(long[][] ids, long @Nullable [][] mask, String output) {
    try (TInt64 idTensor = tensor(ids);
        @Nullable TInt64 maskTensor = mask == null ? null : tensor(mask);
        Result result = runner(idTensor, maskTensor).fetch(output).run()) {
      Shape expected = Shape.of(ids.length, ids[0].length, manifest.hiddenSize());
      Shape found = result.get(0).shape();
      if (!found.equals(expected)) {
        throw new EngineException(
            "The encoder %s returned shape %s instead of %s."
                .formatted(manifest.model(), found, expected));
      }
      return rows(result.get(0).asRawTensor().data().asFloats(), expected);
    } catch (TensorFlowException e) {
      throw new EngineException(
          "The encoder %s failed on a batch of %d rows of %d tokens. TensorFlow says: %s"
              .formatted(manifest.model(), ids.length, ids[0].length, e.getMessage()),
          e);
    }
  }

  private Session.Runner runner(TInt64 ids, @Nullable TInt64 mask) {
    Session.Runner runner =
        bundle.session().runner().setOptions(options).feed(signature.inputIds(), ids);
    return mask == null ? runner : runner.feed(signature.attentionMask(), mask);
  }

  private static boolean hasPadding(long[][] mask) {
    for (long[] row : mask) {
      for (long counts : row) {
        if (counts == 0) {
          return true;
        }
      }
    }
    return false;
  }

  private static TInt64 tensor(long[][] rows) {
    long[] values = Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray();
    return TInt64.tensorOf(Shape.of(rows.length, rows[0].length), DataBuffers.of(values));
  }

  private static float[][][] rows(FloatDataBuffer values, Shape shape) {
    int hidden = Math.toIntExact(shape.get(2));
    float[][][] rows =
        new float[Math.toIntExact(shape.get(0))][Math.toIntExact(shape.get(1))][hidden];
    long start = 0;
    for (float[][] row : rows) {
      for (float[] state : row) {
        values.offset(start).read(state);
        start += hidden;
      }
    }
    return rows;
  }

  /** Frees the native objects, after calls under way; closing twice does nothing. */
  @Override
  public void close() {
    open.close(bundle::close);
  }
}
