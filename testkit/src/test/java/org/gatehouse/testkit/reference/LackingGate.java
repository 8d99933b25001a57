package org.gatehouse.testkit.reference;

import java.util.EnumSet;
import java.util.Set;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.gating.UnsupportedCapabilityException;
import org.gatehouse.api.metagraph.Metagraph;

/** A right gate without one of the capabilities. */
final class LackingGate extends ReferenceGate {

  private final Capability missing;

  LackingGate(ReferenceSettings settings, GatingContext context, Capability missing) {
    super(settings, context);
    this.missing = missing;
  }

  private void require(Capability capability) {
    if (capability == missing) {
      throw new UnsupportedCapabilityException(capability, "this gate lacks " + capability);
    }
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> rest = EnumSet.copyOf(super.capabilities());
    rest.remove(missing);
    return rest;
  }

  @Override
  public TrainingStep backward(GateScores scores, float[] rewards) {
    require(Capability.LEARN);
    return super.backward(scores, rewards);
  }

  @Override
  public ResyncReport resync(Metagraph previous, Metagraph latest) {
    require(Capability.RESYNC);
    return super.resync(previous, latest);
  }

  @Override
  public GatingSnapshot snapshot() {
    require(Capability.SNAPSHOT);
    return super.snapshot();
  }

  @Override
  public RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
    require(Capability.SNAPSHOT);
    return super.restore(snapshot, metagraph);
  }
}
