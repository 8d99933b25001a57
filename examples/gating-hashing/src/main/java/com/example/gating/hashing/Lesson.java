package com.example.gating.hashing;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.TrainingStep;

/**
 * One training step: the state after it, and the report on it.
 *
 * <p>A score is an estimate of the reward: the loss is the mean over the k trained peers of (score
 * - reward)^2, and its derivative by one score is 2 (score - reward) / k.
 */
record Lesson(GateState state, TrainingStep report) {

  /**
   * What a forward pass leaves in its scores for a later lesson.
   *
   * @param tableVersion of the table of peers that the scores are about
   */
  record Payload(Features features, long tableVersion) {

    /** Returns the uids that still hold the peers that were scored. */
    Uids present(GateState now, GateScores scores) {
      // What a peer earned must not train its successor.
      return Uids.of(
          scores.uids().stream()
              .filter(uid -> !now.peers().changedSince(uid, tableVersion))
              .toArray());
    }
  }

  /** Learns from rewards, one for each uid of the scores, in a state that may be a later one. */
  static Lesson of(
      GateState now,
      GateScores scores,
      Payload payload,
      float[] rewards,
      HashingSettings settings) {
    Uids trained = payload.present(now, scores);
    Uids lost = Uids.of(scores.uids().stream().filter(uid -> !trained.contains(uid)).toArray());
    if (trained.isEmpty()) {
      return new Lesson(now, new TrainingStep(now.step(), 0, 0, trained, lost));
    }
    Features features = payload.features();
    List<PeerRow> rows = new ArrayList<>(now.rows());
    double errors = 0;
    double slopes = 0;
    for (int uid : trained.toArray()) {
      // The score of this moment: others may have trained since it was given.
      double error = rows.get(uid).score(features) - rewards[scores.uids().indexOf(uid)];
      double slope = 2 * error / trained.size();
      PeerRow before = rows.get(uid);
      rows.set(uid, before.after(features, slope, settings.learningRate(), settings.momentum()));
      errors += error * error;
      slopes += slope * slope;
    }
    GateState after = now.trained(rows);
    double loss = errors / trained.size();
    double norm = Math.sqrt(slopes * features.squares());
    return new Lesson(after, new TrainingStep(after.step(), loss, norm, trained, lost));
  }
}
