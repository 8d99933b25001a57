package org.gatehouse.benchmarks;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.config.Gatehouse;

/** What one training step learns from: the scores of 50 uids for one message, and their rewards. */
record Lesson(GateScores asked, float[] rewards) {

  private static final int K = 50;

  /** Draws the uids of each lesson anew, the same ones for every run. */
  static List<Lesson> drawn(Gatehouse gatehouse, int count) {
    SplittableRandom random = new SplittableRandom(1);
    GateScores scores = gatehouse.gate().forward("What is Atlantis?");
    return Stream.generate(() -> drawn(scores, random)).limit(count).toList();
  }

  private static Lesson drawn(GateScores scores, SplittableRandom random) {
    int[] uids = random.ints(0, SentenceGate.NUM_UIDS).distinct().limit(K).toArray();
    float[] rewards = new float[K];
    for (int i = 0; i < K; i++) {
      rewards[i] = (float) random.nextDouble();
    }
    return new Lesson(scores.select(uids), rewards);
  }

  TrainingStep learn(Gatehouse gatehouse) {
    return gatehouse.gate().backward(asked, rewards);
  }
}
