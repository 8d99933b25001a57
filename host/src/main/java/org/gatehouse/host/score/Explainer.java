package org.gatehouse.host.score;

import java.util.List;
import java.util.stream.IntStream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.Explaining;
import org.gatehouse.api.gating.GateScores;

/** Scores prompts, lets a selector choose, and asks the gate what the scores are made of. */
final class Explainer {

  private final Scoring scoring;
  private final Explaining explaining;

  /**
   * Creates an explainer.
   *
   * @throws GatehouseException if the gate cannot say it
   */
  Explainer(Scoring scoring) {
    this.scoring = scoring;
    this.explaining =
        scoring
            .gate()
            .extension(Explaining.class)
            .orElseThrow(
                () ->
                    new GatehouseException(
                        "gate "
                            + scoring.names().gate()
                            + " does not say what its scores are made of; gatehouse score shows"
                            + " them"));
  }

  /** Scores prompts with one state of the weights, chooses for each and explains it. */
  List<Explained> explain(List<String> prompts) {
    List<GateScores> scores = scoring.gate().forward(prompts);
    return IntStream.range(0, prompts.size())
        .mapToObj(i -> explain(prompts.get(i), scores.get(i)))
        .toList();
  }

  private Explained explain(String prompt, GateScores scores) {
    Scored scored = scoring.choose(prompt, scores);
    int[] chosen = scored.selected().stream().mapToInt(Scored.Peer::uid).toArray();
    return new Explained(
        scored, explaining.explain(scores.select(chosen)), scores.standardDeviations().isPresent());
  }
}
