package org.gatehouse.testkit.reference;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.TrainingStep;

/** Gates that are wrong under load, or not the same twice. */
final class BusyMutants {

  private static final Set<ReferenceGate> OPEN = Collections.newSetFromMap(new WeakHashMap<>());

  private BusyMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.of(
            "loses steps when threads train at once",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public TrainingStep backward(GateScores scores, float[] rewards) {
                    long before = step;
                    LockSupport.parkNanos(1000);
                    return training(
                        () -> {
                          TrainingStep right = super.backward(scores, rewards);
                          step = right.trained().isEmpty() ? step : before + 1;
                          return new TrainingStep(
                              step,
                              right.loss(),
                              right.gradientNorm(),
                              right.trained(),
                              right.dropped());
                        });
                  }
                },
            "G7.1"),
        Mutant.of(
            "scores each message of a batch for itself",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  <T> T scoring(Supplier<T> call) {
                    requireOpen();
                    return call.get();
                  }

                  @Override
                  GateScores score(double[] representation) {
                    GateScores right = super.score(representation);
                    LockSupport.parkNanos(1000);
                    return right;
                  }
                },
            "G7.2",
            "G7.3"),
        Mutant.of(
            "copies in the midst of a step",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  <T> T copying(Supplier<T> call) {
                    requireOpen();
                    return call.get();
                  }
                },
            "G7.4"),
        Mutant.of(
            "follows without its lock",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  <T> T resyncing(Supplier<T> call) {
                    requireOpen();
                    return call.get();
                  }
                },
            "G7.3"),
        Mutant.of(
            "sizes its result before it takes the lock",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public List<GateScores> forward(List<String> messages) {
                    int size = numUids();
                    LockSupport.parkNanos(1000);
                    List<GateScores> right = super.forward(messages);
                    right.forEach(
                        each ->
                            System.arraycopy(each.scores(), 0, new float[size], 0, each.size()));
                    return right;
                  }
                },
            "G7.5"),
        Mutant.of(
            "tears down what others still use",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  <T> T scoring(Supplier<T> call) {
                    requireOpen();
                    LockSupport.parkNanos(50_000);
                    synchronized (id) {
                      return call.get();
                    }
                  }

                  @Override
                  public void close() {
                    super.close();
                    rows = Rows.zeros(0);
                  }
                },
            "G8.4"),
        Mutant.of(
            "closes every gate when one is closed",
            (s, c) ->
                new ReferenceGate(s, c) {
                  {
                    OPEN.add(this);
                  }

                  @Override
                  public void close() {
                    OPEN.forEach(each -> each.closed = true);
                  }
                },
            "G8.5"),
        Mutant.of(
            "learns with noise",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  double update(double[] representation, List<Integer> trained, double[] gradient) {
                    double norm = super.update(representation, trained, gradient);
                    rows.weight()[trained.get(0)][0] +=
                        1e-3 * ThreadLocalRandom.current().nextDouble(0.5, 1);
                    return norm;
                  }
                },
            "G2.5",
            "G2.6",
            "G4.2",
            "G5.2",
            "G9.1",
            "G12.1",
            "G12.2"),
        Mutant.of(
            "keeps everything it was ever taught",
            (s, c) ->
                new ReferenceGate(s, c) {
                  private final List<Object> history = new ArrayList<>();

                  @Override
                  void count() {
                    super.count();
                    history.add(new byte[4096]);
                  }
                },
            "G10.1"),
        Mutant.of(
            "leaks a direct buffer a step",
            (s, c) ->
                new ReferenceGate(s, c) {
                  private final List<ByteBuffer> leaked = new ArrayList<>();

                  @Override
                  void count() {
                    super.count();
                    leaked.add(ByteBuffer.allocateDirect(4096));
                  }
                },
            "G10.1"),
        Mutant.of(
            "leaks native memory a step",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  void count() {
                    super.count();
                    NativeMemory.leak(4096);
                  }
                },
            "G10.1"));
  }
}
