package org.gatehouse.config.plugin.isolation;

import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.gating.Replayable;

/** How a plugin's gate writes down and takes back its scores, as the host sees it. */
final class ScopedReplayable implements Replayable {

  private final Replayable replayable;
  private final PluginScope scope;

  ScopedReplayable(Replayable replayable, PluginScope scope) {
    this.replayable = replayable;
    this.scope = scope;
  }

  @Override
  public RecordedScores record(GateScores scores) {
    return scope.use(() -> replayable.record(scores));
  }

  @Override
  public GateScores revive(RecordedScores recorded) {
    return scope.use(() -> replayable.revive(recorded));
  }
}
