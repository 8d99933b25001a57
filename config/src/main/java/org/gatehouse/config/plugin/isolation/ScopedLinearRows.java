package org.gatehouse.config.plugin.isolation;

import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.LinearRows;
import org.gatehouse.api.gating.SnapshotTensor;

/** How a plugin's gate takes over rows, as the host sees it. */
final class ScopedLinearRows implements LinearRows {

  private final LinearRows rows;
  private final PluginScope scope;

  ScopedLinearRows(LinearRows rows, PluginScope scope) {
    this.rows = rows;
    this.scope = scope;
  }

  @Override
  public int dimension() {
    return scope.use(rows::dimension);
  }

  @Override
  public GatingSnapshot withRows(SnapshotTensor weight, SnapshotTensor bias) {
    return scope.use(() -> rows.withRows(weight, bias));
  }
}
