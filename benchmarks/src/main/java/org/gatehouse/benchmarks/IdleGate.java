package org.gatehouse.benchmarks;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.gating.UnsupportedCapabilityException;
import org.gatehouse.api.metagraph.Metagraph;

/** A gate that has a size and can do nothing. */
final class IdleGate implements GatingModel {

  @Override
  public int numUids() {
    return 1;
  }

  @Override
  public List<GateScores> forward(List<String> messages) {
    return List.of();
  }

  @Override
  public TrainingStep backward(GateScores scores, float[] rewards) {
    throw new UnsupportedCapabilityException(Capability.LEARN, "it is idle");
  }

  @Override
  public ResyncReport resync(Metagraph previous, Metagraph latest) {
    throw new UnsupportedCapabilityException(Capability.RESYNC, "it is idle");
  }

  @Override
  public GatingSnapshot snapshot() {
    throw new UnsupportedCapabilityException(Capability.SNAPSHOT, "it is idle");
  }

  @Override
  public RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
    throw new UnsupportedCapabilityException(Capability.SNAPSHOT, "it is idle");
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.noneOf(Capability.class);
  }

  @Override
  public void close() {}
}
