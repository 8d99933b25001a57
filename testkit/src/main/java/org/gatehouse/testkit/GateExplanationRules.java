package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.Explaining;
import org.gatehouse.api.gating.ForeignScoresException;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.ScoreParts;

/** Topic 13: what scores are made of. */
abstract class GateExplanationRules extends GateRules {

  private static final double ROUNDING = 1e-5;

  /** The rules are for gates that offer {@link Explaining}. */
  private static Explaining explaining(GatingModel gate) {
    Optional<Explaining> explaining = gate.extension(Explaining.class);
    assumeThat(explaining).withFailMessage("explains nothing").isPresent();
    return explaining.orElseThrow();
  }

  @Rule(id = "G13.1", says = "Each scored uid has its parts, in the order of the scores.")
  void partsAreInTheOrderOfTheScores() {
    GatingModel gate = open();
    Explaining explaining = explaining(gate);
    GateScores scores = gate.forward(MESSAGES.get(0));
    for (GateScores some : List.of(scores, scores.select(6, 1, 4), scores.select())) {
      assertThat(explaining.explain(some).stream().map(ScoreParts::uid).toList())
          .as("uids of the parts of %s", some)
          .isEqualTo(some.uids().stream().boxed().toList());
    }
  }

  @Rule(id = "G13.2", says = "The parts of a score sum up to it.")
  void partsSumUpToTheScore() {
    GatingModel gate = open();
    Explaining explaining = explaining(gate);
    for (int round = 0; round < 2; round++) {
      for (String message : MESSAGES) {
        GateScores scores = gate.forward(message);
        for (ScoreParts parts : explaining.explain(scores)) {
          double sum =
              (double) parts.everyone() + parts.peer() + parts.message() + parts.optimism();
          assertThat(sum)
              .as("sum of %s", parts)
              .isCloseTo(scores.scoreOf(parts.uid()), within(ROUNDING * size(parts)));
        }
      }
      train(gate);
    }
  }

  private static double size(ScoreParts parts) {
    return 1
        + Math.abs(parts.everyone())
        + Math.abs(parts.peer())
        + Math.abs(parts.message())
        + Math.abs(parts.optimism());
  }

  @Rule(id = "G13.3", says = "Parts are as certain as the scores, and as optimistic as declared.")
  void certaintyAndOptimismAreThoseOfTheScores() {
    GatingModel gate = open();
    Explaining explaining = explaining(gate);
    train(gate);
    GateScores scores = gate.forward(MESSAGES.get(0));
    float[] deviations = scores.standardDeviations().orElse(new float[scores.size()]);
    List<ScoreParts> all = explaining.explain(scores);
    for (int i = 0; i < deviations.length; i++) {
      ScoreParts parts = all.get(i);
      assertThat((double) parts.standardDeviation())
          .as("standard deviation of %s", parts)
          .isCloseTo(deviations[i], within(ROUNDING * (1 + deviations[i])));
      if (!explaining.optimistic()) {
        assertThat(parts.optimism()).as("optimism of %s", parts).isZero();
      }
    }
  }

  @Rule(id = "G13.4", says = "Scores are explained as they would be given now.")
  @Needs(Capability.LEARN)
  void explanationsAreOfThisMoment() {
    GatingModel gate = open();
    Explaining explaining = explaining(gate);
    GateScores early = gate.forward(MESSAGES.get(0));
    train(gate);
    assertThat(explaining.explain(early))
        .as("parts of scores from before some steps")
        .isEqualTo(explaining.explain(gate.forward(MESSAGES.get(0))));
  }

  @Rule(id = "G13.5", says = "Scores of another gate or from before a restore are not explained.")
  void foreignScoresAreNotExplained() {
    GatingModel gate = open();
    Explaining explaining = explaining(gate);
    GateScores foreign = open().forward(MESSAGES.get(0));
    assertThatThrownBy(() -> explaining.explain(foreign))
        .as("explanation of the scores of another gate")
        .isInstanceOf(ForeignScoresException.class);
    if (gate.capabilities().contains(Capability.SNAPSHOT)) {
      GateScores early = gate.forward(MESSAGES.get(0));
      gate.restore(gate.snapshot(), NETWORK);
      assertThatThrownBy(() -> explaining.explain(early))
          .as("explanation of scores from before a restore")
          .isInstanceOf(ForeignScoresException.class);
    }
  }

  @Rule(id = "G13.6", says = "Explaining changes nothing that the gate knows.")
  void explainingChangesNothing() {
    GatingModel gate = open();
    Explaining explaining = explaining(gate);
    train(gate);
    GateState before = state(gate);
    MESSAGES.forEach(message -> explaining.explain(gate.forward(message)));
    before.assertSame("state after explaining", state(gate));
  }

  @Rule(id = "G13.7", says = "A peer's rewards are counted: none of a stranger, or of nobody ever.")
  @Needs({Capability.LEARN, Capability.RESYNC})
  void rewardsAreCountedByPeer() {
    GatingModel gate = open();
    Explaining explaining = explaining(gate);
    step(gate, 0);
    step(gate, 1);
    gate.backward(gate.forward(MESSAGES.get(0)).select(1, 5), new float[] {1, 0});
    GateScores late = gate.forward(MESSAGES.get(0)).select(2, 4);
    gate.resync(NETWORK, GateNetwork.replaced(NETWORK, 2));
    gate.backward(late, new float[] {1, 0});
    List<Long> counted =
        explaining.explain(gate.forward(MESSAGES.get(1))).stream()
            .map(ScoreParts::rewards)
            .toList();
    // Asked in each of the two steps are 1, 2, 4 and 6.
    assertThat(counted)
        .as("rewards of the uids from 0")
        .isIn(List.of(0L, 3L, 0L, 0L, 3L, 1L, 2L, 0L), Collections.nCopies(8, -1L));
  }
}
