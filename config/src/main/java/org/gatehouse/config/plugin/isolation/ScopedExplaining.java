package org.gatehouse.config.plugin.isolation;

import java.util.List;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Explaining;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.ScoreParts;

/** What a plugin's gate says of its scores, as the host sees it. */
final class ScopedExplaining implements Explaining {

  private final Explaining explaining;
  private final PluginScope scope;

  ScopedExplaining(Explaining explaining, PluginScope scope) {
    this.explaining = explaining;
    this.scope = scope;
  }

  @Override
  public List<ScoreParts> explain(GateScores scores) {
    return scope.use(
        () -> {
          List<ScoreParts> parts = List.copyOf(explaining.explain(scores));
          if (!Uids.copyOf(parts.stream().map(ScoreParts::uid).toList()).equals(scores.uids())) {
            throw new IllegalArgumentException(
                "expected the parts of the scores of " + scores.uids() + ", found " + parts);
          }
          return parts;
        });
  }

  @Override
  public boolean optimistic() {
    return scope.use(explaining::optimistic);
  }
}
