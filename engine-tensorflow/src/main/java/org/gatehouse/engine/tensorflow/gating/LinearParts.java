package org.gatehouse.engine.tensorflow.gating;

import java.util.List;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.ScoreParts;

/** What the scores of a linear layer are the sum of: a bias for each peer, and weights. */
final class LinearParts {

  private LinearParts() {}

  /**
   * Returns the parts of scores; rows know neither each other nor how often they were taught.
   *
   * @param biases of all uids, which is what the layer gives for a representation of zeros
   */
  static List<ScoreParts> of(GateScores scores, float[] biases) {
    return IntStream.range(0, scores.size())
        .mapToObj(
            i -> {
              int uid = scores.uids().get(i);
              float bias = biases[uid];
              return new ScoreParts(uid, 0, bias, scores.scoreAt(i) - bias, 0, 0, -1);
            })
        .toList();
  }
}
