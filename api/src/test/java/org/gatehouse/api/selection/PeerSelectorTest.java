package org.gatehouse.api.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.config.ConfigurationException;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class PeerSelectorTest {

  static final List<String> NAMES = Selectors.NAMES;

  private static GateScores random(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] scores = new float[n];
    IntStream.range(0, n).forEach(i -> scores[i] = (float) random.nextDouble(-3, 3));
    return Selectors.scores(scores);
  }

  private static List<Uids> draws(PeerSelector selector, int count) {
    GateScores scores = random(50, 7);
    Metagraph network = Selectors.network(50);
    List<Uids> draws = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      draws.add(selector.select(scores, network, SelectionRequest.of(5)).uids());
    }
    return draws;
  }

  @Nested
  class Randomness {

    static final List<String> NAMES = Selectors.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void theSameSeedGivesTheSameChoices(String name) {
      assertThat(draws(Selectors.selector(name, Map.of("seed", 5)), 50))
          .isEqualTo(draws(Selectors.selector(name, Map.of("seed", 5)), 50));
    }

    @ParameterizedTest
    @CsvSource({"epsilon-greedy", "softmax", "uniform", "thompson"})
    void anotherSeedGivesOtherChoices(String name) {
      assertThat(draws(Selectors.selector(name, Map.of("seed", 5)), 50))
          .isNotEqualTo(draws(Selectors.selector(name, Map.of("seed", 6)), 50));
    }

    @Test
    void drawsDifferFromEachOther() {
      assertThat(Set.copyOf(draws(Selectors.selector("uniform", Map.of()), 50)))
          .hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void manyThreadsDrawWhatOneWouldInSomeOrder(String name) throws Exception {
      PeerSelector shared = Selectors.selector(name, Map.of("seed", 5));
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Uids> found = new ArrayList<>();
      try {
        List<Future<List<Uids>>> parts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          parts.add(threads.submit(() -> draws(shared, 500)));
        }
        for (Future<List<Uids>> part : parts) {
          found.addAll(part.get());
        }
      } finally {
        threads.shutdownNow();
      }

      assertThat(found)
          .containsExactlyInAnyOrderElementsOf(
              draws(Selectors.selector(name, Map.of("seed", 5)), 2000));
    }
  }

  @Nested
  class Choices {

    static final List<String> NAMES = Selectors.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void areExactlyKDistinctPeersBestFirst(String name) {
      PeerSelector selector = Selectors.selector(name, Map.of());
      GateScores scores = random(50, 3);
      for (int k = 1; k <= 50; k++) {
        Selection selection =
            selector.select(scores, Selectors.network(50), SelectionRequest.of(k));

        assertThat(Set.copyOf(selection.uids().stream().boxed().toList())).hasSize(k);
        for (int i = 0; i < k; i++) {
          Selection.Choice choice = selection.choices().get(i);
          assertThat(choice.score()).isEqualTo(scores.scoreOf(choice.uid()));
          assertThat(choice.propensity()).isGreaterThan(0).isLessThanOrEqualTo(1);
          if (i > 0) {
            assertThat(choice.score()).isLessThanOrEqualTo(selection.choices().get(i - 1).score());
          }
        }
      }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void areEverybodyIfThereAreNoMore(String name) {
      Selection selection =
          Selectors.selector(name, Map.of())
              .select(random(9, 4), Selectors.network(9), SelectionRequest.of(9));

      assertThat(selection.uids().stream()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
      assertThat(selection.choices()).extracting(Selection.Choice::propensity).containsOnly(1.0);
    }

    @Test
    void tiesGoToTheLowestUidWhateverTheSignOfZero() {
      Selection selection =
          Selectors.selector("top-k", Map.of())
              .select(
                  Selectors.scores(-0f, 0f, -0f, 0f, -1),
                  Selectors.network(5),
                  SelectionRequest.of(3));

      assertThat(selection.uids()).isEqualTo(Uids.of(0, 1, 2));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void areAvailableScoredMembersOfTheNetwork(String name) {
      GateScores scores = random(10, 5).select(8, 6, 4, 2, 0, 1);
      Axon silent = new Axon("0.0.0.0", 1, 4, 4, 1, 1);
      Metagraph network =
          Metagraph.of(
              1,
              0,
              List.of(
                  Neuron.of(0, "a"),
                  Neuron.builder(1, "b").axon(silent).build(),
                  Neuron.of(2, "c"),
                  Neuron.of(3, "d"),
                  Neuron.of(6, "g")));
      PeerSelector selector = Selectors.selector(name, Map.of());

      assertThat(selector.select(scores, network, SelectionRequest.of(3)).uids().stream())
          .containsExactlyInAnyOrder(0, 2, 6);
      assertThatThrownBy(() -> selector.select(scores, network, SelectionRequest.of(4)))
          .isInstanceOfSatisfying(
              NotEnoughPeersException.class,
              e -> {
                assertThat(e.requested()).isEqualTo(4);
                assertThat(e.available()).isEqualTo(3);
              })
          .hasMessage("expected at least 4 available peers, found 3");
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void leaveOutTheExcludedWhileThereAreEnoughOthers(String name) {
      PeerSelector selector = Selectors.selector(name, Map.of());
      GateScores scores = random(10, 6);
      for (int i = 0; i < 200; i++) {
        assertThat(
                selector
                    .select(
                        scores,
                        Selectors.network(10),
                        new SelectionRequest(3, Set.of(1, 3, 5, 7, 99), 0))
                    .uids()
                    .stream())
            .isSubsetOf(0, 2, 4, 6, 8, 9);
      }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void takeExcludedPeersWhenTheOthersAreTooFew(String name) {
      Selection selection =
          Selectors.selector(name, Map.of())
              .select(
                  random(6, 6),
                  Selectors.network(6),
                  new SelectionRequest(4, Set.of(0, 1, 2, 3), 4096));

      assertThat(selection.uids().stream()).hasSize(4).contains(4, 5);
      assertThat(selection.choices())
          .filteredOn(choice -> choice.uid() >= 4)
          .extracting(Selection.Choice::propensity)
          .containsOnly(1.0);
    }
  }

  @Nested
  class Providers {

    static final List<String> NAMES = Selectors.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void acceptTheDefaults(String name) {
      assertThat(Selectors.provider(name).check(Selectors.section(Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            top-k          | seed        | x    | expected a whole number of 64 bits, found "x"
            uniform        | seed        | 0.5  | expected a whole number of 64 bits, found "0.5"
            epsilon-greedy | epsilon     | 1.5  | expected a number in [0.0, 1.0], found "1.5"
            epsilon-greedy | seed        | []   | expected a whole number of 64 bits, found "[]"
            softmax        | temperature | 0    | expected a number in [1.0E-9, 1.0E9], found "0"
            ucb            | confidence  | -1   | expected a number in [0.0, 1.0E9], found "-1"
            top-k          | min-exploration | 2 | expected a number in [0.0, 1.0], found "2"
            thompson       | max-share   | 0    | expected a number in [1.0E-9, 1.0], found "0"
            softmax        | seed        | 1e99 | expected a whole number of 64 bits, found "1e99"
            """)
    void refuseWhatTheyCannotUse(String name, String key, String value, String message) {
      PeerSelectorProvider provider = Selectors.provider(name);

      assertThat(provider.check(Selectors.section(Map.of(key, value))))
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.key()).isEqualTo("gatehouse.selection." + key);
                assertThat(problem.message()).isEqualTo(message);
              });
      assertThatThrownBy(() -> provider.create(Selectors.section(Map.of(key, value))))
          .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void reportAllProblemsTogether() {
      assertThat(Selectors.provider("softmax").check(ConfigFactory.empty())).hasSize(4);
      assertThat(Selectors.provider("epsilon-greedy").check(ConfigFactory.empty())).hasSize(4);
    }
  }
}
