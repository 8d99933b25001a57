package org.gatehouse.api.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Metagraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each selector's propensities against formulas of their own and against many draws. */
class SelectionPropensityTest {

  private static final int DRAWS = 200_000;
  private static final float[] SCORES = {
    0.3f, 1.9f, -0.4f, 0.3f, 2.6f, 0.0f, -3.0f, 1.1f, 0.9f, 0.3f, -0.1f, 1.8f
  };

  private final GateScores scores = Selectors.scores(SCORES);
  private final Metagraph network = Selectors.network(SCORES.length);

  /**
   * Draws often, and checks what was told before, what each choice says, and how often who came.
   */
  private void simulate(
      PeerSelector selector, SelectionRequest request, double[] expected, long seed) {
    Map<Integer, Double> told = selector.propensities(scores, network, request).orElseThrow();
    assertThat(told).containsOnlyKeys(IntStream.range(0, SCORES.length).boxed().toList());
    told.forEach(
        (uid, propensity) ->
            assertThat(propensity)
                .as("told propensity of uid %d", uid)
                .isCloseTo(expected[uid], within(1e-12)));
    int[] chosen = new int[SCORES.length];
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Selection.Choice> choices = selector.select(scores, network, request).choices();
      if (choices.size() != request.k()) {
        assertThat(choices).as("draw %d", draw).hasSize(request.k());
      }
      for (Selection.Choice choice : choices) {
        chosen[choice.uid()]++;
        // An assertion for each of millions of choices would take minutes.
        if (Math.abs(choice.propensity() - expected[choice.uid()]) > 1e-12) {
          assertThat(choice.propensity())
              .as("propensity of uid %d", choice.uid())
              .isEqualTo(expected[choice.uid()]);
        }
      }
    }
    assertThat(DoubleStream.of(expected).sum()).isCloseTo(request.k(), within(1e-9));
    for (int uid = 0; uid < SCORES.length; uid++) {
      double p = expected[uid];
      double sigma = Math.sqrt(DRAWS * p * (1 - p));
      assertThat((double) chosen[uid])
          .as("draws of uid %d with propensity %s under seed %d", uid, p, seed)
          .isCloseTo(DRAWS * p, within(5 * sigma + 1e-6));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 11", "4, 12", "12, 13"})
  void uniformGivesEverybodyTheSameChance(int k, long seed) {
    double[] expected = new double[SCORES.length];
    Arrays.fill(expected, k / 12.0);

    simulate(
        Selectors.selector("uniform", Map.of("seed", seed)),
        SelectionRequest.of(k),
        expected,
        seed);
  }

  @ParameterizedTest
  @CsvSource({"1, 21", "4, 22", "7, 23", "12, 24"})
  void topKTakesTheBestForCertainAndTiesByUid(int k, long seed) {
    int[] order = {4, 1, 11, 7, 8, 0, 3, 9, 5, 10, 2, 6};
    double[] expected = new double[SCORES.length];
    IntStream.range(0, k).forEach(i -> expected[order[i]] = 1);

    simulate(
        Selectors.selector("top-k", Map.of("seed", seed)), SelectionRequest.of(k), expected, seed);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.1, 31", "4, 0.1, 32", "4, 0, 33", "4, 1, 34", "6, 0.5, 35", "12, 0.3, 36"})
  void epsilonGreedyIsAMixtureOfBoth(int k, double epsilon, long seed) {
    int[] order = {4, 1, 11, 7, 8, 0, 3, 9, 5, 10, 2, 6};
    double[] expected = new double[SCORES.length];
    Arrays.fill(expected, epsilon * k / 12);
    IntStream.range(0, k).forEach(i -> expected[order[i]] += 1 - epsilon);

    simulate(
        Selectors.selector("epsilon-greedy", Map.of("epsilon", epsilon, "seed", seed)),
        SelectionRequest.of(k),
        expected,
        seed);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 41", "4, 1, 42", "4, 0.2, 43", "5, 10, 44", "11, 1, 45", "12, 1, 46"})
  void softmaxSharesByTheExponentialOfTheScore(int k, double temperature, long seed) {
    simulate(
        Selectors.selector("softmax", Map.of("temperature", temperature, "seed", seed)),
        SelectionRequest.of(k),
        cappedShares(k, temperature),
        seed);
  }

  /** min(1, c exp(score / temperature)) with the c at which these sum to k, found by bisection. */
  private static double[] cappedShares(int k, double temperature) {
    double low = -1000;
    double high = 1000;
    double[] shares = new double[SCORES.length];
    for (int i = 0; i < 200; i++) {
      double logC = (low + high) / 2;
      for (int uid = 0; uid < SCORES.length; uid++) {
        shares[uid] = Math.min(1, Math.exp(logC + SCORES[uid] / temperature));
      }
      if (DoubleStream.of(shares).sum() < k) {
        low = logC;
      } else {
        high = logC;
      }
    }
    return shares;
  }

  @Test
  void excludedPeersFillUpByTheSameRule() {
    SelectionRequest request = new SelectionRequest(4, Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), 4096);
    double[] expected = new double[SCORES.length];
    Arrays.fill(expected, 0, 10, 0.2);
    expected[10] = 1;
    expected[11] = 1;

    simulate(Selectors.selector("uniform", Map.of("seed", 51)), request, expected, 51);
  }
}
