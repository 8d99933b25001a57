package org.gatehouse.benchmarks;

import java.util.concurrent.TimeUnit;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.engine.tensorflow.device.Device;
import org.gatehouse.engine.tensorflow.device.Devices;
import org.gatehouse.engine.tensorflow.encoder.Encoder;
import org.gatehouse.engine.tensorflow.savedmodel.SavedModelEncoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One message from text to the scores of a gate that has learned, beside what cannot be saved of
 * it: the run of the encoder's session on the same tokens.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ForwardBenchmark {

  private static final int STEPS = 100;

  /** Tokens of the message, special tokens included. */
  @Param({"16", "64", "256"})
  public int tokens;

  private Gatehouse gatehouse;
  private SavedModelEncoder session;
  private String message;
  private long[][] ids;
  private long[][] mask;

  /** Loads gate and session, and trains the gate. */
  @Setup(Level.Trial)
  public void open() {
    gatehouse = SentenceGate.open();
    Lesson.drawn(gatehouse, STEPS).forEach(lesson -> lesson.learn(gatehouse));
    session = SavedModelEncoder.load(SentenceGate.model(), Devices.resolve(Device.AUTO));
    ids = new long[1][tokens];
    mask = new long[1][tokens];
    try (Encoder encoder = SentenceGate.encoder()) {
      message = Messages.ofTokens(encoder, tokens);
      int[] tokenIds = encoder.encode(message).tokenIds().get(0);
      for (int i = 0; i < tokens; i++) {
        ids[0][i] = tokenIds[i];
        mask[0][i] = 1;
      }
    }
  }

  /** Text to the scores of 4096 uids. */
  @Benchmark
  public GateScores forward() {
    return gatehouse.gate().forward(message);
  }

  /** Token ids to hidden states. */
  @Benchmark
  public float[][][] sessionRunOnly() {
    return session.hiddenStates(ids, mask);
  }

  /** Closes both. */
  @TearDown(Level.Trial)
  public void close() {
    session.close();
    gatehouse.close();
  }
}
