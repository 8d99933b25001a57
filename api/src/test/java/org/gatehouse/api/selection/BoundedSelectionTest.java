package org.gatehouse.api.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.DoubleStream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uncertainty, the least share of exploration and the most of one peer. */
class BoundedSelectionTest {

  private static final float[] SCORES = {0.9f, 0.8f, 0.7f, 0.6f, 0.5f};

  @Test
  void anUpperBoundPrefersWhoMayBeBetter() {
    GateScores scores = Selectors.scores(SCORES, new float[] {0, 0, 0, 0.4f, 0.1f});

    assertThat(chosen("ucb", Map.of("confidence", 0), scores, 2)).containsExactly(0, 1);
    assertThat(chosen("ucb", Map.of("confidence", 1), scores, 2)).containsExactly(0, 3);
    assertThat(chosen("ucb", Map.of("confidence", 5), scores, 2)).containsExactly(3, 4);
  }

  @Test
  void anUpperBoundOfLargeScoresIsNotRounded() {
    GateScores scores = Selectors.scores(new float[] {1e8f, 1e8f, 1e8f}, new float[] {1, 2, 3});

    assertThat(chosen("ucb", Map.of("confidence", 1), scores, 1)).containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ucb", "thompson"})
  void aGateWithoutStandardDeviationsIsTurnedDown(String name) {
    GateScores bare = GateScores.of(new UUID(0, 1), 0, Uids.range(5), SCORES, "payload");

    assertThatThrownBy(() -> chosen(name, Map.of(), bare, 2))
        .isInstanceOf(GatehouseException.class)
        .hasMessage(
            "gatehouse.selection.selector = "
                + name
                + " chooses by standard deviations, and this gate gives none; expected a gate that"
                + " does, or top-k, epsilon-greedy, softmax or uniform");
  }

  @Test
  void theLeastShareOfExplorationIsMixedIn() {
    double[] p =
        InclusionDesigns.exploring(0.1, InclusionDesigns::topK)
            .probabilities(Selectors.scores(SCORES), 2);

    assertThat(p).containsExactly(new double[] {0.94, 0.94, 0.04, 0.04, 0.04}, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 2, 0.5 0.5 0.5 0.5 0",
    "0.8, 2, 0.8 0.8 0.4 0 0",
    "1, 2, 1 1 0 0 0",
    "0.1, 2, 0.4 0.4 0.4 0.4 0.4",
    "0.7, 1, 0.7 0.3 0 0 0",
    "0.5, 5, 1 1 1 1 1"
  })
  void whatACapLeavesFreeGoesToTheNextBest(double cap, int k, String expected) {
    double[] p =
        InclusionDesigns.capped(cap, InclusionDesigns::topK)
            .probabilities(Selectors.scores(SCORES), k);

    double[] wanted =
        List.of(expected.split(" ")).stream().mapToDouble(Double::parseDouble).toArray();
    assertThat(p).containsExactly(wanted, within(1e-9));
  }

  @Test
  void everyDesignKeepsToTheBounds() {
    SplittableRandom random = new SplittableRandom(6);
    List<InclusionDesign> designs =
        List.of(
            InclusionDesigns::topK,
            InclusionDesigns::uniform,
            InclusionDesigns::thompson,
            InclusionDesigns.upperBounds(1),
            InclusionDesigns.softmax(0.2),
            InclusionDesigns.exploring(0.3, InclusionDesigns::topK));
    for (int round = 0; round < 1000; round++) {
      int n = 1 + random.nextInt(40);
      int k = 1 + random.nextInt(n);
      float[] scores = new float[n];
      for (int i = 0; i < n; i++) {
        scores[i] = (float) random.nextDouble();
      }
      double cap = random.nextDouble(0.01, 1);
      double least = random.nextDouble();
      for (InclusionDesign design : designs) {
        double[] p =
            InclusionDesigns.exploring(least, InclusionDesigns.capped(cap, design))
                .probabilities(Selectors.scores(scores), k);

        assertThat(DoubleStream.of(p).sum()).isCloseTo(k, within(1e-8 * k));
        assertThat(DoubleStream.of(p).max().orElseThrow())
            .isLessThanOrEqualTo(Math.max(cap, (double) k / n) + 1e-9);
        assertThat(DoubleStream.of(p).min().orElseThrow())
            .isGreaterThanOrEqualTo(least * k / n - 1e-9);
      }
    }
  }

  private static List<Integer> chosen(
      String name, Map<String, ?> overrides, GateScores scores, int k) {
    return Selectors.selector(name, overrides)
        .select(scores, Selectors.network(scores.size()), SelectionRequest.of(k))
        .uids()
        .stream()
        .sorted()
        .boxed()
        .toList();
  }
}
