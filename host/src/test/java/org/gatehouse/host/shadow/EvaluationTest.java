package org.gatehouse.host.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.gatehouse.api.selection.Selection;
import org.junit.jupiter.api.Test;

final class EvaluationTest {

  private static final Round.Trial SAME = new Round.Trial(0.5, 1, 0.5, 1);

  private final Evaluation evaluation = new Evaluation(1_000);

  private void add(int times, Round.Trial trial) {
    for (int i = 0; i < times; i++) {
      evaluation.add(new Round(2, 1, 2, trial));
    }
  }

  @Test
  void beforeTheFirstRewardNothingIsKnown() {
    Comparison none = evaluation.comparison();
    assertThat(none).isEqualTo(Comparison.none());
    assertThat(none.concordance()).isEqualTo(new Comparison.Both(Double.NaN, Double.NaN));
    assertThat(none.reward()).isEqualTo(new Comparison.Both(Double.NaN, Double.NaN));
    assertThat(none.refused())
        .isEqualTo("the effective sample size is 0.0 of 0 events; expected at least 100");
  }

  @Test
  void fewEventsAreComparedButNothingIsEstimated() {
    add(99, SAME);
    Comparison few = evaluation.comparison();
    assertThat(few.events()).isEqualTo(99);
    assertThat(few.concordance()).isEqualTo(new Comparison.Both(0.5, 1));
    assertThat(few.reward()).isEqualTo(new Comparison.Both(0.5, Double.NaN));
    assertThat(few.refused()).contains("99.0 of 99 events");
    add(1, SAME);
    Comparison enough = evaluation.comparison();
    assertThat(enough.reward()).isEqualTo(new Comparison.Both(0.5, 0.5));
    assertThat(enough.effectiveSampleSize()).isCloseTo(100, within(1e-9));
    assertThat(enough.refused()).isNull();
  }

  @Test
  void choicesThatTheServedGateNeverMakesAreNoGroundForAnEstimate() {
    add(500, new Round.Trial(0.5, 0.4, 0.3, 0.4));
    Comparison comparison = evaluation.comparison();
    assertThat(comparison.effectiveSampleSize()).isCloseTo(500, within(1e-6));
    assertThat(comparison.reward().shadow()).isNaN();
    assertThat(comparison.refused())
        .isEqualTo(
            "the served choices reach 40% of those that the shadow would make; raise"
                + " gatehouse.selection.min-exploration");
  }

  @Test
  void onlyTheLastEventsCount() {
    add(1_000, new Round.Trial(0.1, 1, 0.1, 1));
    add(1_000, SAME);
    assertThat(evaluation.comparison().events()).isEqualTo(1_000);
    assertThat(evaluation.comparison().reward()).isEqualTo(new Comparison.Both(0.5, 0.5));
  }

  /** Peers are chosen at random, 2 of 8; the shadow would always choose the best two. */
  @Test
  void theEstimateIsWhatTheShadowWouldHaveEarned() {
    Random random = new Random(5);
    Evaluation evaluated = new Evaluation(4_000);
    for (int event = 0; event < 4_000; event++) {
      int first = random.nextInt(8);
      int second = (first + 1 + random.nextInt(7)) % 8;
      Map<Integer, Float> rewards = new HashMap<>();
      for (int uid : new int[] {first, second}) {
        rewards.put(uid, (float) (uid / 10.0 + 0.1 * random.nextGaussian()));
      }
      evaluated.add(
          new Round(
              0, 0, 0, Round.trial(chosen(0.25, first, second), rewards, Map.of(6, 1.0, 7, 1.0))));
    }
    Comparison comparison = evaluated.comparison();
    assertThat(comparison.reward().served()).isCloseTo(0.35, within(0.01));
    assertThat(comparison.reward().shadow()).isCloseTo(0.65, within(0.01));
    assertThat(comparison.effectiveSampleSize()).isBetween(1_000.0, 2_000.0);
    assertThat(comparison.refused()).isNull();
  }

  private static Selection chosen(double propensity, int... uids) {
    return new Selection(
        IntStream.of(uids).mapToObj(uid -> new Selection.Choice(uid, 0, propensity)).toList());
  }
}
