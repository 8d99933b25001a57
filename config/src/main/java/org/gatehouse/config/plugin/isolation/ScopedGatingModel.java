package org.gatehouse.config.plugin.isolation;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Objects;
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

/** A plugin's gate, as the host sees it. */
final class ScopedGatingModel implements GatingModel {

  private final GatingModel gate;
  private final PluginScope scope;

  ScopedGatingModel(GatingModel gate, PluginScope scope) {
    this.gate = gate;
    this.scope = scope;
  }

  @Override
  public int numUids() {
    return scope.use(gate::numUids);
  }

  @Override
  public List<GateScores> forward(List<String> messages) {
    // The caller's mistake, and not the plugin's.
    messages.forEach(message -> requireNonNull(message, "a message is null"));
    return scope.use(
        () -> {
          List<GateScores> scores = gate.forward(messages);
          if (scores.size() != messages.size() || scores.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(
                "expected scores for each of " + messages.size() + " messages, found " + scores);
          }
          return scores;
        });
  }

  @Override
  public GateScores forward(String message) {
    requireNonNull(message, "the message is null");
    return scope.use(() -> gate.forward(message));
  }

  @Override
  public TrainingStep backward(GateScores scores, float[] rewards) {
    return scope.use(() -> gate.backward(scores, rewards));
  }

  @Override
  public ResyncReport resync(Metagraph previous, Metagraph latest) {
    return scope.use(() -> gate.resync(previous, latest));
  }

  @Override
  public GatingSnapshot snapshot() {
    return scope.use(gate::snapshot);
  }

  @Override
  public RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
    return scope.use(() -> gate.restore(snapshot, metagraph));
  }

  @Override
  public Set<Capability> capabilities() {
    return scope.use(gate::capabilities);
  }

  @Override
  public <T> Optional<T> extension(Class<T> type) {
    return scope
        .use(() -> gate.extension(type))
        .map(extension -> Scoped.extension(type, extension, scope));
  }

  @Override
  public void close() {
    scope.run(gate::close);
  }

  @Override
  public String toString() {
    return scope.use(gate::toString);
  }
}
