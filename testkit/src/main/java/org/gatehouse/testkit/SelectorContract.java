package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gatehouse.testkit.SelectionCall.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.Selection;
import org.junit.jupiter.api.Nested;

/** What every {@link PeerSelector} keeps to: extend it and say how to make yours. */
public abstract class SelectorContract extends SelectorChoiceRules {

  /** Creates the tests; called by JUnit. */
  protected SelectorContract() {}

  /** Returns how to make the selector. */
  @Override
  protected abstract SelectorUnderTest selector();

  @Nested
  class Propensities {

    private List<SelectionCall> calls() {
      return List.of(
          call().peers(12).choose(3),
          call().peers(12).choose(1),
          call().peers(1, 1, 1, 1, 0, 0, 0, -1, -1).choose(5),
          call().peers(12).exclude(2, 12).choose(4));
    }

    @Rule(id = "S3.1", says = "A propensity is above 0 and at most 1.")
    void aboveZeroAndAtMostOne() {
      for (SelectionCall call : calls()) {
        eachDraw(
            call,
            selection ->
                assertThat(selection.choices())
                    .allSatisfy(
                        choice ->
                            assertThat(choice.propensity()).isPositive().isLessThanOrEqualTo(1)));
      }
    }

    @Rule(id = "S3.2", says = "A peer is chosen as often as its propensity says.")
    void asOftenAsThePropensitySays() {
      for (SelectionCall call : calls()) {
        Draws draws = Draws.of(selector(), call, 20, 500);
        for (int uid : draws.propensities().keySet()) {
          double propensity = draws.propensity(uid);
          assertThat(draws.frequency(uid))
              .as("share of the draws of %s in which uid %d is chosen", call.request(), uid)
              .isCloseTo(propensity, within(draws.tolerance(propensity)));
        }
      }
    }

    @Rule(id = "S3.3", says = "Over all candidates the propensities sum to k.")
    void theySumToK() {
      for (SelectionCall call : calls()) {
        Draws draws = Draws.of(selector(), call, 10, 200);
        int unseen = call.metagraph().neurons().size() - draws.propensities().size();
        assertThat(draws.propensities().keySet().stream().mapToDouble(draws::propensity).sum())
            .as("sum of the propensities of %s", call.request())
            .isLessThanOrEqualTo(call.request().k() + 1e-5)
            .isGreaterThanOrEqualTo(call.request().k() - 1e-5 - unseen * draws.largestUnseen());
      }
    }

    @Rule(id = "S3.4", says = "In equal calls a peer's propensity is the same in every draw.")
    void theSameInEveryDraw() {
      for (SelectionCall call : calls()) {
        Draws.of(selector(), call, 5, 100)
            .propensities()
            .forEach(
                (uid, all) ->
                    assertThat(all)
                        .as("propensities of uid %d in equal calls", uid)
                        .allSatisfy(one -> assertThat(one).isCloseTo(all.get(0), within(1e-9))));
      }
    }

    @Rule(id = "S3.5", says = "A peer that cannot be left out has propensity 1.")
    void certainPeersHaveOne() {
      Consumer<Selection.Choice> certain =
          choice -> assertThat(choice.propensity()).isCloseTo(1, within(1e-9));
      eachDraw(
          call().peers(12).choose(12),
          selection -> assertThat(selection.choices()).allSatisfy(certain));
      eachDraw(
          call().peers(12).exclude(3, 12).choose(5),
          selection ->
              assertThat(selection.choices())
                  .filteredOn(choice -> choice.uid() < 3)
                  .allSatisfy(certain));
    }

    @Rule(id = "S3.6", says = "Propensities that are told for all are those of the choices.")
    void thoseThatAreToldAreThoseOfTheChoices() {
      for (SelectionCall call : calls()) {
        PeerSelector asked = selector().withSeed(11);
        PeerSelector unasked = selector().withSeed(11);
        for (int i = 0; i < 50; i++) {
          Optional<SortedMap<Integer, Double>> told =
              asked.propensities(call.scores(), call.metagraph(), call.request());
          if (told.isEmpty()) {
            return;
          }
          Selection selection = call.to(asked);
          assertThat(selection)
              .as("choices of a selector that was asked for propensities")
              .isEqualTo(call.to(unasked));
          requireThoseOf(call, selection, told.orElseThrow());
        }
      }
    }

    private void requireThoseOf(
        SelectionCall call, Selection selection, SortedMap<Integer, Double> told) {
      assertThat(told.values()).allSatisfy(one -> assertThat(one).isBetween(0.0, 1.0));
      assertThat(told.values().stream().mapToDouble(Double::doubleValue).sum())
          .as("sum of the propensities of %s", call.request())
          .isCloseTo(call.request().k(), within(1e-5));
      for (Selection.Choice choice : selection.choices()) {
        assertThat(told.getOrDefault(choice.uid(), 0.0))
            .as("propensity of uid %d", choice.uid())
            .isCloseTo(choice.propensity(), within(1e-9));
      }
    }
  }

  @Nested
  class Repeating {

    private final List<SelectionCall> calls =
        IntStream.range(0, 60).mapToObj(i -> call().peers(12).choose(1 + i % 7)).toList();

    @Rule(id = "S4.1", says = "The same seed and the same calls give the same choices.")
    void theSameSeedTheSameChoices() {
      for (long seed : new long[] {0, 1, -1, Long.MIN_VALUE, 0x5DEECE66DL}) {
        assertThat(all(selector().withSeed(seed))).isEqualTo(all(selector().withSeed(seed)));
      }
    }

    @Rule(id = "S4.2", says = "What one selector draws does not change what another draws.")
    void selectorsShareNothing() {
      List<Selection> alone = all(selector().withSeed(5));

      PeerSelector one = selector().withSeed(5);
      PeerSelector other = selector().withSeed(5);
      List<Selection> besideAnother = new ArrayList<>();
      for (SelectionCall call : calls) {
        besideAnother.add(call.to(one));
        call.to(other);
      }
      assertThat(besideAnother).isEqualTo(alone);
    }

    private List<Selection> all(PeerSelector selector) {
      return calls.stream().map(call -> call.to(selector)).toList();
    }
  }

  @Nested
  class Threads {

    @Rule(id = "S5.1", says = "Many threads may select at once, each as if it were alone.")
    void manyThreads() {
      PeerSelector selector = selector().withSeed(3);
      Crowd.of(
          8,
          thread -> {
            SelectionCall call = call().peers(12).exclude(0, thread).choose(1 + thread % 4);
            for (int i = 0; i < 200; i++) {
              Selection selection = call.to(selector);
              assertThat(selection.uids().stream().distinct().count())
                  .isEqualTo(call.request().k());
              assertThat(selection.uids().stream()).allMatch(uid -> uid >= thread && uid < 12);
              assertThat(selection.choices())
                  .allSatisfy(
                      choice ->
                          assertThat(choice.score()).isEqualTo(call.scores().scoreOf(choice.uid())))
                  .allSatisfy(choice -> assertThat(choice.propensity()).isBetween(0.0, 1.0));
            }
          });
    }
  }
}
