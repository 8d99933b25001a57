package org.gatehouse.engine.tensorflow.savedmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatehouse.api.telemetry.ProgressListener;
import org.gatehouse.engine.tensorflow.EngineException;
import org.gatehouse.engine.tensorflow.device.ComputeDevice;
import org.gatehouse.engine.tensorflow.device.TensorFlowRuntime;
import org.gatehouse.engine.tensorflow.pooling.Pooling;
import org.gatehouse.engine.tensorflow.transformer.EncoderGraph;
import org.gatehouse.engine.tensorflow.transformer.Parameter;
import org.gatehouse.engine.tensorflow.transformer.Parameters;
import org.gatehouse.formats.TensorSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
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
  private final Pooling pooling;
  private final byte[] tokenizer;

  /**
   * An exporter of one encoder.
   *
   * @param model name of the model, for the manifest
   * @param graph the encoder
   * @param pooling how its authors pool
   * @param tokenizer contents of its {@code tokenizer.json}
   */
  public SavedModelExporter(String model, EncoderGraph graph, Pooling pooling, byte[] tokenizer) {
    this.model = model;
    this.graph = graph;
    this.pooling = pooling;
    this.tokenizer = tokenizer.clone();
  }

  /**
   * Writes the encoder with these weights to {@code target}. If another thread or process writes
   * the same encoder there at the same time, both succeed.
   *
   * @param weights tensors under their Hugging Face names
   * @throws EngineException if a weight does not fit, the folder cannot be written, or something
   *     else is there already
   */
  public EncoderManifest export(TensorSource weights, Path target, ProgressListener progress) {
    TensorFlowRuntime.load();
    try (PendingFolder folder = PendingFolder.beside(target)) {
      ContentHash hash = new ContentHash(graph, tokenizer);
      writeSavedModel(weights, folder.path(), hash, progress);
      Files.write(folder.path().resolve(EncoderManifest.TOKENIZER_FILE), tokenizer);
      EncoderManifest manifest =
          new EncoderManifest(
              model,
              hash.hex(),
              graph.hiddenSize(),
              graph.vocabularySize(),
              graph.maxTokens(),
              pooling);
      manifest.write(folder.path());
      folder.publish(manifest);
      return manifest;
    } catch (IOException | TensorFlowException e) {
      throw new EngineException(
          "Cannot write the model %s to %s: %s".formatted(model, target, e), e);
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
      Operand<TFloat32> hidden = graph.build(tf, parameters, ids, mask);
      feed(tf, session, parameters, weights, hash, progress);
      SavedModelBundle.exporter(folder.toString())
          .withSession(session)
          .withSignature(ServingSignature.of(ids, mask, hidden))
          .export();
    }
  }

  private static Operand<TInt64> input(Ops tf, String name) {
    return tf.withName(name).placeholder(TInt64.class, Placeholder.shape(Shape.of(-1, -1)));
  }

  // One tensor at a time: a large model is never in memory twice.
  private void feed(
      Ops tf,
      Session session,
      Parameters parameters,
      TensorSource weights,
      ContentHash hash,
      ProgressListener progress) {
    Operand<TFloat32> value = tf.placeholder(TFloat32.class);
    long total = parameters.all().stream().mapToLong(SavedModelExporter::bytes).sum();
    long done = 0;
    for (Parameter parameter : parameters.all()) {
      float[] values = parameter.values(weights);
      hash.add(parameter.name(), values);
      long[] shape = parameter.variableShape().stream().mapToLong(Long::longValue).toArray();
      Operand<TFloat32> assign = tf.assign(parameter.variable(), value);
      try (TFloat32 tensor = TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values))) {
        session.runner().feed(value, tensor).addTarget(assign).run().close();
      }
      done += bytes(parameter);
      progress.progress("Preparing " + model, done, total);
    }
  }

  private static long bytes(Parameter parameter) {
    return parameter.shape().stream().reduce((long) Float.BYTES, Math::multiplyExact);
  }
}
