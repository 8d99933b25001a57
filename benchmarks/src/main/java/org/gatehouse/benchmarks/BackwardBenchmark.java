package org.gatehouse.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.config.Gatehouse;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One training step on the rewards of 50 of 4096 uids, hidden size 384. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BackwardBenchmark {

  private static final int K = 50;

  private Gatehouse gatehouse;
  private GateScores asked;
  private float[] rewards;

  /** Scores one message and chooses the uids. */
  @Setup(Level.Trial)
  public void open() {
    gatehouse = SentenceGate.open();
    SplittableRandom random = new SplittableRandom(1);
    int[] uids = random.ints(0, SentenceGate.NUM_UIDS).distinct().limit(K).toArray();
    asked = gatehouse.gate().forward("What is Atlantis?").select(uids);
    rewards = new float[K];
    for (int i = 0; i < K; i++) {
      rewards[i] = (float) random.nextDouble();
    }
  }

  /** The whole step: scores recomputed, gradient, momentum of the rows that need it. */
  @Benchmark
  public TrainingStep backward() {
    return gatehouse.gate().backward(asked, rewards);
  }

  /** Closes the gate. */
  @TearDown(Level.Trial)
  public void close() {
    gatehouse.close();
  }
}
