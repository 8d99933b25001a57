package org.gatehouse.config;

import com.typesafe.config.Config;
import java.util.List;
import java.util.UUID;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;

/** A gate that scores uid u with u, and remembers what it was made from. */
final class FakeGate implements GatingModel {

  private final UUID id = UUID.randomUUID();
  private final int numUids;
  private final boolean failsToClose;
  final Config section;
  final GatingContext context;

  FakeGate(Config section, GatingContext context, int numUids, boolean failsToClose) {
    this.section = section;
    this.context = context;
    this.numUids = numUids;
    this.failsToClose = failsToClose;
  }

  @Override
  public int numUids() {
    return numUids;
  }

  @Override
  public List<GateScores> forward(List<String> messages) {
    float[] scores = new float[numUids];
    for (int uid = 0; uid < numUids; uid++) {
      scores[uid] = uid;
    }
    return messages.stream()
        .map(message -> GateScores.of(id, 0, Uids.range(numUids), scores, message))
        .toList();
  }

  @Override
  public TrainingStep backward(GateScores scores, float[] rewards) {
    throw new UnsupportedOperationException();
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
  public void close() {
    Events.add("gate closed");
    if (failsToClose) {
      throw new IllegalStateException("the gate does not close");
    }
  }
}
