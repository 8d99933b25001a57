package org.gatehouse.benchmarks.sidebyside.peers.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.benchmarks.sidebyside.peers.EncoderPeer;
import org.gatehouse.benchmarks.sidebyside.peers.OnnxLibrary;

/** ONNX Runtime in this process. */
public final class OnnxRuntime implements OnnxLibrary {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

  /** For the service loader. */
  public OnnxRuntime() {}

  @Override
  public String version() {
    return environment.getVersion();
  }

  @Override
  public EncoderPeer encoder(byte[] model, int threads) {
    return new Encoder(environment, session(model, threads));
  }

  @Override
  public OnnxRun run(byte[] model, int threads, List<OnnxInput> inputs) {
    return new Run(environment, session(model, threads), inputs);
  }

  private OrtSession session(byte[] model, int threads) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      return environment.createSession(model, options);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not load the model", e);
    }
  }

  private record Encoder(OrtEnvironment environment, OrtSession session) implements EncoderPeer {

    @Override
    public float[] hiddenStates(long[][] ids, long[][] mask) {
      try (OnnxTensor idTensor = tensor(ids);
          OnnxTensor maskTensor = tensor(mask);
          OnnxTensor types = tensor(new long[ids.length][ids[0].length]);
          OrtSession.Result result =
              session.run(
                  Map.of(
                      "input_ids",
                      idTensor,
                      "attention_mask",
                      maskTensor,
                      "token_type_ids",
                      types))) {
        FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
        float[] hidden = new float[values.remaining()];
        values.get(hidden);
        return hidden;
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime fails on a batch", e);
      }
    }

    private OnnxTensor tensor(long[][] rows) throws OrtException {
      long[] flat = Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray();
      return OnnxTensor.createTensor(
          environment, LongBuffer.wrap(flat), new long[] {rows.length, rows[0].length});
    }

    @Override
    public void close() {
      closed(session);
    }
  }

  private static final class Run implements OnnxRun {

    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new HashMap<>();

    Run(OrtEnvironment environment, OrtSession session, List<OnnxInput> inputs) {
      this.session = session;
      try {
        for (OnnxInput input : inputs) {
          this.inputs.put(
              input.name(),
              OnnxTensor.createTensor(
                  environment, FloatBuffer.wrap(input.values()), input.shape()));
        }
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime does not take the inputs", e);
      }
    }

    @Override
    public void run() {
      try {
        session.run(inputs).close();
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime fails", e);
      }
    }

    @Override
    public void close() {
      inputs.values().forEach(OnnxTensor::close);
      closed(session);
    }
  }

  private static void closed(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not close its session", e);
    }
  }
}
