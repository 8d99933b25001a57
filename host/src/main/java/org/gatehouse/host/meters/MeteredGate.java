package org.gatehouse.host.meters;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;

/** A gate of which it is measured what each training step did. Closing it closes the gate. */
public final class MeteredGate implements GatingModel {

  private static final int RECENT_STEPS = 100;

  private final GatingModel gate;
  private final Meters meters;
  private final RecentMean rewards = new RecentMean(RECENT_STEPS);

  /** Measures the steps of a gate. */
  public MeteredGate(GatingModel gate, Meters meters) {
    this.gate = gate;
    this.meters = meters;
    meters.gauge("gatehouse.host.reward", rewards::mean);
  }

  @Override
  public int numUids() {
    return gate.numUids();
  }

  @Override
  public List<GateScores> forward(List<String> messages) {
    return gate.forward(messages);
  }

  @Override
  public GateScores forward(String message) {
    return gate.forward(message);
  }

  @Override
  public TrainingStep backward(GateScores scores, float[] rewards) {
    // The caller may change the array as soon as it has the result.
    double mean = mean(rewards);
    TrainingStep step = gate.backward(scores, rewards);
    if (!step.trained().isEmpty()) {
      meters.record("gatehouse.host.loss", step.loss());
      meters.record("gatehouse.host.gradient_norm", step.gradientNorm());
      this.rewards.add(mean);
    }
    return step;
  }

  private static double mean(float[] rewards) {
    double sum = 0;
    for (float reward : rewards) {
      sum += reward;
    }
    return sum / rewards.length;
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
    gate.close();
  }
}
