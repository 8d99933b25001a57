package org.gatehouse.host.batching;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;

/**
 * A gate whose concurrent forward passes are joined into batches, one of which runs at a time.
 *
 * <p>A call that finds the gate idle runs at once, in its own thread. What arrives meanwhile waits,
 * and the next batch takes of it what fits, the longest waiting first; a call is never divided, so
 * all of its messages are scored with the same weights. The caller that has waited longest runs the
 * batch for the others: there is no thread beside the callers'.
 *
 * <p>Each caller gets what it would get alone: if a batch fails, its calls are made one by one,
 * each in the thread of its caller, and fail or succeed by themselves. A caller that is interrupted
 * while it waits leaves, stays interrupted, and gets a {@link
 * org.gatehouse.api.GatehouseException}. All other methods go straight to the gate. Closing it
 * closes the gate; those who wait then get an {@link IllegalStateException}.
 */
public final class BatchingGate implements GatingModel {

  private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

  private final GatingModel gate;
  private final BatchingSettings settings;
  private final BatchingQueue queue;

  /**
   * Joins the forward passes of a gate, whose callers wait for as long as it takes.
   *
   * @param batches told the number of messages of every batch; must not block or throw
   */
  public BatchingGate(GatingModel gate, BatchingSettings settings, IntConsumer batches) {
    this(gate, settings, FOR_EVER, batches);
  }

  /**
   * Joins the forward passes of a gate.
   *
   * @param patience how long a call waits for its batch to begin before it is given up
   * @param batches told the number of messages of every batch; must not block or throw
   */
  public BatchingGate(
      GatingModel gate, BatchingSettings settings, Duration patience, IntConsumer batches) {
    this.gate = gate;
    this.settings = settings;
    this.queue = new BatchingQueue(gate, settings, patience, batches);
  }

  /** Returns how many messages wait for a batch; 0 is an idle gate or one with a single caller. */
  public int waiting() {
    return queue.waiting();
  }

  @Override
  public int numUids() {
    return gate.numUids();
  }

  /**
   * {@inheritDoc}
   *
   * @throws OverloadedException if too many messages wait already, or its batch did not begin in
   *     time
   */
  @Override
  public List<GateScores> forward(List<String> messages) {
    List<String> batch = List.copyOf(messages);
    // One message a batch: there is nothing to join, and nothing to wait for.
    return batch.isEmpty() || settings.maxBatch() == 1 ? gate.forward(batch) : queue.forward(batch);
  }

  @Override
  public TrainingStep backward(GateScores scores, float[] rewards) {
    return gate.backward(scores, rewards);
  }

  @Override
  public ResyncReport resync(Metagraph previous, Metagraph latest) {
    return gate.resync(previous, latest);
  }

  @Override
  public GatingSnapshot snapshot() {
    return gate.snapshot();
  }

  @Override
  public RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
    return gate.restore(snapshot, metagraph);
  }

  @Override
  public Set<Capability> capabilities() {
    return gate.capabilities();
  }

  @Override
  public <T> Optional<T> extension(Class<T> type) {
    return gate.extension(type);
  }

  @Override
  public void close() {
    queue.close();
    gate.close();
  }
}
