package org.gatehouse.engine.tensorflow.savedmodel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.device.TensorFlowRuntime;
import org.gatehouse.engine.tensorflow.pooling.Pooling;
import org.gatehouse.engine.tensorflow.tokenizer.Tokenizer;
import org.gatehouse.engine.tensorflow.transformer.EncoderGraph;
import org.gatehouse.engine.tensorflow.transformer.Parameter;
import org.gatehouse.engine.tensorflow.transformer.Parameters;
import org.gatehouse.engine.tensorflow.transformer.TokenBatch;
import org.gatehouse.formats.FormatException;
import org.gatehouse.formats.TensorSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Writes an encoder as a folder: a SavedModel with the weights in it, the tokenizer and the {@link
 * EncoderManifest}. The folder appears complete or not at all. Thread-safe.
 */
public final class SavedModelExporter {

  private final String model;
  private final EncoderGraph graph;
  private final int maxTokens;
  private final Pooling pooling;
  private final Map<String, byte[]> assets;

  /**
   * An exporter of one encoder.
   *
   * @param model name of the model, for the manifest
   * @param graph the encoder
   * @param maxTokens the most tokens of a chunk, at most as many as the graph takes
   * @param pooling how its authors pool
   * @param assets files that go with it, from name to contents: {@value
   *     EncoderManifest#TOKENIZER_FILE}, without which it takes token ids only, and whatever else
   *     is to be kept
   */
  public SavedModelExporter(
      String model,
      EncoderGraph graph,
      int maxTokens,
      Pooling pooling,
      Map<String, byte[]> assets) {
    this.model = model;
    this.graph = graph;
    this.maxTokens = maxTokens;
    this.pooling = pooling;
    this.assets = Map.copyOf(assets);
  }

  /** As below, without a last check. */
  public EncoderManifest export(TensorSource weights, Path target, ProgressListener progress) {
    return export(weights, target, progress, () -> {});
  }

  /**
   * Writes the encoder with these weights to {@code target}. If another thread or process writes
   * the same encoder there at the same time, both succeed.
   *
   * @param weights tensors under their Hugging Face names
   * @param beforePublishing called when everything is written; if it throws, nothing is published
   * @throws EngineException if there are not exactly the weights that the encoder has, they cannot
   *     be read, the tokenizer is not usable, the folder cannot be written, or something else is
   *     there already
   */
  public EncoderManifest export(
      TensorSource weights, Path target, ProgressListener progress, Runnable beforePublishing) {
    TensorFlowRuntime.load();
    try (PendingFolder folder = PendingFolder.beside(target)) {
      byte[] tokenizer = assets.getOrDefault(EncoderManifest.TOKENIZER_FILE, new byte[0]);
      ContentHash hash = new ContentHash(graph, maxTokens, tokenizer);
      writeSavedModel(weights, folder.path(), hash, progress);
      for (Map.Entry<String, byte[]> asset : assets.entrySet()) {
        Files.write(folder.path().resolve(asset.getKey()), asset.getValue());
      }
      checkTokenizer(folder.path());
      EncoderManifest manifest =
          new EncoderManifest(
              model, hash.hex(), graph.hiddenSize(), graph.vocabularySize(), maxTokens, pooling);
      manifest.write(folder.path());
      beforePublishing.run();
      folder.publish(manifest);
      return manifest;
    } catch (FormatException e) {
      throw new EngineException(String.valueOf(e.getMessage()), e);
    } catch (IOException | UncheckedIOException | TensorFlowException e) {
      throw new EngineException(
          "Cannot write the model %s to %s: %s".formatted(model, target, e), e);
    }
  }

  /** What does not load now would not load in a gate either. */
  private void checkTokenizer(Path folder) {
    if (!assets.containsKey(EncoderManifest.TOKENIZER_FILE)) {
      return;
    }
    Path file = folder.resolve(EncoderManifest.TOKENIZER_FILE);
    try {
      Tokenizer.load(file, maxTokens).close();
    } catch (EngineException e) {
      String reason =
          String.valueOf(e.getMessage()).replace(file.toString(), EncoderManifest.TOKENIZER_FILE);
      throw new EngineException(
          "The tokenizer of %s cannot be used: %s".formatted(model, reason), e);
    }
  }

  private void writeSavedModel(
      TensorSource weights, Path folder, ContentHash hash, ProgressListener progress)
      throws IOException {
    try (Graph tfGraph = new Graph();
        Session session = new Session(tfGraph, ComputeDevice.CPU.sessionConfig())) {
      Ops tf = Ops.create(tfGraph);
      Parameters parameters = new Parameters(tf);
      Operand<TInt64> ids = input(tf, ServingSignature.INPUT_IDS);
      Operand<TInt64> mask = input(tf, ServingSignature.ATTENTION_MASK);
      Operand<TFloat32> hidden = graph.build(tf, parameters, TokenBatch.padded(ids, mask));
      WeightCheck.check(model, parameters.all(), weights);
      feed(new WeightFeed(tf, session), parameters.all(), weights, hash, progress);
      SavedModelBundle.Exporter exporter =
          SavedModelBundle.exporter(folder.toString())
              .withSession(session)
              .withSignature(ServingSignature.of(ids, mask, hidden));
      for (int pieces : graph.pieces()) {
        TokenBatch rows = TokenBatch.unpadded(ids, pieces);
        exporter.withSignature(
            UnpaddedSignatures.of(pieces, ids, graph.build(tf, parameters, rows)));
      }
      exporter.export();
    }
  }

  private static Operand<TInt64> input(Ops tf, String name) {
    return tf.withName(name).placeholder(TInt64.class, Placeholder.shape(Shape.of(-1, -1)));
  }

  private void feed(
      WeightFeed feed,
      List<Parameter> parameters,
      TensorSource weights,
      ContentHash hash,
      ProgressListener progress) {
    long total = parameters.stream().mapToLong(SavedModelExporter::bytes).sum();
    long done = 0;
    for (Parameter parameter : parameters) {
      feed.feed(parameter, weights, hash);
      done += bytes(parameter);
      progress.progress("Preparing " + model, done, total);
    }
  }

  private static long bytes(Parameter parameter) {
    return parameter.shape().stream().reduce((long) Float.BYTES, Math::multiplyExact);
  }
}
