package org.gatehouse.state;

import java.util.Optional;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.gating.Replayable;
import org.gatehouse.state.log.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down a gate's steps for a later process, where they are to be logged and the gate can. */
final class StepRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(StepRecorder.class);

  private final @Nullable Replayable replayable;
  private final boolean learns;

  private StepRecorder(@Nullable Replayable replayable, boolean learns) {
    this.replayable = replayable;
    this.learns = learns;
  }

  /** Returns a gate's recorder, and says so if its steps are to be logged and cannot be. */
  static StepRecorder of(StateSettings settings, GatingModel gate) {
    boolean learns = gate.capabilities().contains(Capability.LEARN);
    Replayable replayable = settings.log() ? gate.extension(Replayable.class).orElse(null) : null;
    if (settings.log() && replayable == null && learns) {
      LOG.warn(
          "the steps of this gate cannot be logged: a crash loses what it learns after a snapshot,"
              + " at most that of {}",
          settings.snapshotInterval());
    }
    return new StepRecorder(replayable, learns);
  }

  /** Returns whether there is a log, be it of resyncs only. */
  boolean isLogging() {
    return replayable != null;
  }

  /** Returns whether steps are logged. */
  boolean isRecording() {
    return replayable != null && learns;
  }

  /**
   * Writes a step down before it is taken.
   *
   * @param step its number
   * @param rewards one for each of the scores
   * @return empty if the step would change nothing: the peers have all been replaced
   */
  Optional<LogRecord> record(long step, GateScores scores, float[] rewards) {
    if (replayable == null) {
      throw new IllegalStateException("nothing is logged");
    }
    RecordedScores recorded = replayable.record(scores);
    if (recorded.uids().isEmpty()) {
      return Optional.empty();
    }
    float[] earned = new float[recorded.uids().size()];
    for (int i = 0; i < earned.length; i++) {
      earned[i] = rewards[scores.uids().indexOf(recorded.uids().get(i))];
    }
    return Optional.of(new LogRecord.Step(step, recorded, earned));
  }
}
