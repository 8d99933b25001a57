package org.gatehouse.host.shadow;

import java.util.Optional;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Metagraph;
import org.jspecify.annotations.Nullable;

/** No shadow, wanted or not. */
record Absent(@Nullable ShadowState missing) implements Shadow {

  @Override
  public void scored(Asked asked) {}

  @Override
  public void rewarded(
      String scoresId, GateScores served, float[] rewards, @Nullable Metagraph known) {}

  @Override
  public Optional<ShadowState> state() {
    return Optional.ofNullable(missing);
  }

  @Override
  public void close() {}
}
