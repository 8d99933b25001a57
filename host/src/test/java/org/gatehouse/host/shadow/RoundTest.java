package org.gatehouse.host.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.selection.Selection;
import org.junit.jupiter.api.Test;

final class RoundTest {

  private static GateScores scores(float... values) {
    return GateScores.of(new UUID(0, 1), 0, Uids.range(values.length), values, "payload");
  }

  private static Selection choice(double propensity, int... uids) {
    return new Selection(
        IntStream.of(uids).mapToObj(uid -> new Selection.Choice(uid, 0, propensity)).toList());
  }

  @Test
  void pairsInTheOrderOfTheirRewardsAreRightAndEqualScoresAreHalfRight() {
    Round round = Round.of(scores(1, 2, 3), scores(9, 9, -9), new float[] {0.1f, 0.2f, 0.2f}, null);
    assertThat(round).isEqualTo(new Round(2, 2, 0.5, null));
  }

  @Test
  void scoresOnAnyScaleAreComparedAlike() {
    float[] rewards = {0.3f, 0.1f, 0.2f};
    assertThat(Round.of(scores(30, 10, 20), scores(-1, -3, -2), rewards, null))
        .isEqualTo(new Round(3, 3, 3, null));
  }

  @Test
  void aChosenPeerWeighsWhatTheShadowWouldChooseItByWhatItWasChosenWith() {
    Round.Trial trial =
        Round.trial(choice(0.5, 1, 2), Map.of(1, 0.8f, 2, 0.2f), Map.of(1, 1.0, 3, 1.0));
    assertThat(trial.earned()).isCloseTo(0.5, within(1e-6));
    assertThat(trial.weight()).isEqualTo(1);
    assertThat(trial.weighted()).isCloseTo(0.8, within(1e-6));
    assertThat(trial.covered()).isEqualTo(1);
  }

  @Test
  void whoWasChosenButGaveNoAnswerCountsForCoverageOnly() {
    Round.Trial trial = Round.trial(choice(1, 1, 2), Map.of(2, 0.5f), Map.of(1, 1.0, 2, 1.0));
    assertThat(trial).isEqualTo(new Round.Trial(0.5, 0.5, 0.25, 1));
    assertThat(Round.trial(choice(1, 1, 2), Map.of(3, 1f), Map.of(1, 1.0, 2, 1.0))).isNull();
  }
}
