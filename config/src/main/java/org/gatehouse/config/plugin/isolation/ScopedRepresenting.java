package org.gatehouse.config.plugin.isolation;

import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.Representing;

/** The representations of a plugin's gate, as the host sees them. */
final class ScopedRepresenting implements Representing {

  private final Representing representing;
  private final PluginScope scope;

  ScopedRepresenting(Representing representing, PluginScope scope) {
    this.representing = representing;
    this.scope = scope;
  }

  @Override
  public int dimension() {
    return scope.use(representing::dimension);
  }

  @Override
  public float[] representation(GateScores scores) {
    return scope.use(() -> representing.representation(scores));
  }
}
