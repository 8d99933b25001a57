package org.gatehouse.host.batching;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.InvalidMessageException;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;

/**
 * A gate that writes down each batch, and can be held so that it scores none until it is let go.
 * The one score of a message is its hash. It refuses "bad" messages, fails at "faulty" ones, breaks
 * at "broken" ones, and forgets "lost" ones.
 */
final class HeldGate implements GatingModel {

  private static final UUID ID = new UUID(0, 7);
  private static final int MOST = 1_000_000;

  private final List<List<String>> batches = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final Semaphore permits = new Semaphore(MOST);
  private final Semaphore entered = new Semaphore(0);
  private volatile boolean closed;

  List<List<String>> batches() {
    return List.copyOf(batches);
  }

  List<Thread> threads() {
    return List.copyOf(threads);
  }

  /** From now on every batch waits, but for those that run. */
  void hold() {
    permits.drainPermits();
  }

  /** Lets so many of the held batches go. */
  void letGo(int count) {
    permits.release(count);
  }

  void letAllGo() {
    permits.release(MOST);
  }

  /** Waits until one more batch has come. */
  void awaitBatch() throws InterruptedException {
    if (!entered.tryAcquire(20, TimeUnit.SECONDS)) {
      throw new AssertionError("no batch has come; there are " + batches);
    }
  }

  static float score(String message) {
    return message.hashCode() % 1000;
  }

  @Override
  public List<GateScores> forward(List<String> messages) {
    if (closed) {
      throw new IllegalStateException("this gate is closed");
    }
    batches.add(messages);
    threads.add(Thread.currentThread());
    entered.release();
    permits.acquireUninterruptibly();
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i).startsWith("bad")) {
        throw new InvalidMessageException(i, "message " + i + " of " + messages.size());
      }
      if (messages.get(i).startsWith("faulty")) {
        throw new GatehouseException(messages.get(i));
      }
      if (messages.get(i).startsWith("broken")) {
        throw new StackOverflowError(messages.get(i));
      }
    }
    return messages.stream()
        .filter(message -> !message.startsWith("lost"))
        .map(
            message ->
                GateScores.of(ID, 0, Uids.range(1), new float[] {score(message)}, new Object()))
        .toList();
  }

  @Override
  public int numUids() {
    return 1;
  }

  @Override
  public TrainingStep backward(GateScores scores, float[] rewards) {
    return new TrainingStep(1, 0, 0, scores.uids(), Uids.empty());
  }

  @Override
  public ResyncReport resync(Metagraph previous, Metagraph latest) {
    throw new UnsupportedOperationException();
  }

  @Override
  public GatingSnapshot snapshot() {
    throw new UnsupportedOperationException();
  }

  @Override
  public RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Optional<T> extension(Class<T> type) {
    return type == HeldGate.class ? Optional.of(type.cast(this)) : Optional.empty();
  }

  @Override
  public void close() {
    closed = true;
  }

  /** The scores of messages as floats, to compare. */
  static List<Float> floats(List<GateScores> scores) {
    return IntStream.range(0, scores.size()).mapToObj(i -> scores.get(i).scoreAt(0)).toList();
  }
}
