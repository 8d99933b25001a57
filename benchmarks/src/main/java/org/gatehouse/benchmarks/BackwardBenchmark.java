package org.gatehouse.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** One training step on the rewards of 50 of 4096 uids, others at each step; hidden size 384. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BackwardBenchmark {

  private static final int LESSONS = 1024;

  private Gatehouse gatehouse;
  private List<Lesson> lessons;
  private int next;

  /** Scores one message and chooses the uids. */
  @Setup(Level.Trial)
  public void open() {
    gatehouse = SentenceGate.open();
    lessons = Lesson.drawn(gatehouse, LESSONS);
  }

  /** The whole step: scores recomputed, gradient, momentum of the rows that need it. */
  @Benchmark
  public TrainingStep backward() {
    next = (next + 1) % LESSONS;
    return lessons.get(next).learn(gatehouse);
  }

  /** Closes the gate. */
  @TearDown(Level.Trial)
  public void close() {
    gatehouse.close();
  }
}
