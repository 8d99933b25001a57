package org.gatehouse.host.replay;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.Explaining;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.ScoreParts;

/** Asks a gate what it predicts: its scores, without their optimism if it tells how much it is. */
final class Predictor {

  private final Optional<Explaining> explaining;

  Predictor(GatingModel gate) {
    explaining = gate.extension(Explaining.class);
  }

  /**
   * What a gate predicts of a peer.
   *
   * @param expected what it expects, in the unit of its scores
   * @param deviation the standard deviation of that; NaN if the gate does not know it
   */
  record Prediction(float expected, float deviation) {}

  /** Returns what the gate predicts of each scored peer, in their order. */
  List<Prediction> predictions(GateScores scores) {
    return explaining.map(gate -> explained(gate, scores)).orElseGet(() -> scored(scores));
  }

  private static List<Prediction> explained(Explaining gate, GateScores scores) {
    boolean knows = scores.standardDeviations().isPresent();
    return gate.explain(scores).stream()
        .map(
            (ScoreParts parts) ->
                new Prediction(parts.expected(), knows ? parts.standardDeviation() : Float.NaN))
        .toList();
  }

  private static List<Prediction> scored(GateScores scores) {
    Optional<float[]> deviations = scores.standardDeviations();
    return IntStream.range(0, scores.size())
        .mapToObj(
            i ->
                new Prediction(
                    scores.scoreAt(i), deviations.map(values -> values[i]).orElse(Float.NaN)))
        .toList();
  }
}
