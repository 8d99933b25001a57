package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.testkit.SelectionCall.LIMIT_TAO;
import static org.gatehouse.testkit.SelectionCall.call;
import static org.gatehouse.testkit.SelectionCall.peer;
import static org.gatehouse.testkit.SelectionCall.rao;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.gatehouse.api.metagraph.Axon;
import org.gatehouse.api.selection.NotEnoughPeersException;
import org.gatehouse.api.selection.PeerSelector;
import org.gatehouse.api.selection.Selection;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** The rules of who is chosen. */
@DisplayNameGeneration(RuleNames.class)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
abstract class SelectorChoiceRules {

  private static final int FEW = 50;

  /** Returns how to make the selector. */
  protected abstract SelectorUnderTest selector();

  /** Draws a few times and looks at each selection. */
  final void eachDraw(SelectionCall call, Consumer<Selection> look) {
    PeerSelector selector = selector().withSeed(11);
    for (int i = 0; i < FEW; i++) {
      look.accept(call.to(selector));
    }
  }

  private void neverChooses(SelectionCall.Builder peers, int available, Integer... forbidden) {
    for (int k : new int[] {1, 3, available}) {
      eachDraw(
          peers.choose(k),
          selection -> assertThat(selection.uids().stream().boxed()).doesNotContain(forbidden));
    }
  }

  @Nested
  class Choosing {

    @Rule(id = "S1.1", says = "A selector chooses exactly k peers, each once.")
    void exactlyKEachOnce() {
      for (int k : new int[] {1, 2, 7, 11, 12}) {
        eachDraw(
            call().peers(12).choose(k),
            selection ->
                assertThat(selection.uids().stream().boxed()).hasSize(k).doesNotHaveDuplicates());
      }
    }

    @Rule(id = "S1.2", says = "Only peers of the metagraph that have a score are chosen.")
    void onlyScoredPeersOfTheMetagraph() {
      neverChooses(call().peers(6).unscored(6).scoreOnly(7, 9).scoreOnly(90, 9), 6, 6, 7, 90);
    }

    @Rule(id = "S1.3", says = "A peer that says it does not serve is not chosen.")
    void notServingIsNotChosen() {
      Axon zero4 = new Axon("0.0.0.0", 8091, 4, 4, 0, 0);
      Axon zero6 = new Axon("::", 8091, 6, 4, 0, 0);
      neverChooses(
          call().peers(6).add(peer(6).axon(zero4), 9).add(peer(8).axon(zero6), 9), 6, 6, 8);
    }

    @Rule(
        id = "S1.4",
        says = "A peer that may validate is not chosen if its stake is above the limit.")
    void validatorsAboveTheLimitAreNotChosen() {
      neverChooses(
          call()
              .peers(6)
              .add(peer(6).validatorPermit(true).stakeRao(rao(LIMIT_TAO).add(rao(1))), 9)
              .add(peer(7).validatorPermit(true).stakeRao(rao(Long.MAX_VALUE)), 9),
          6,
          6,
          7);
      eachDraw(
          call().peers(2).add(peer(2).validatorPermit(true).stakeRao(rao(LIMIT_TAO)), 0).choose(3),
          selection ->
              assertThat(selection.uids().stream().boxed())
                  .as("a validator with exactly the limit may be asked")
                  .contains(2));
    }

    @Rule(id = "S1.5", says = "What is unknown of a peer does not exclude it.")
    void theUnknownExcludesNobody() {
      SelectionCall.Builder peers =
          call()
              .add(peer(0).axon(null), 0)
              .add(peer(1).validatorPermit(null), 1)
              .add(peer(2).validatorPermit(true).stakeRao(null), 2)
              .add(peer(5).axon(null).validatorPermit(null).stakeRao(null), 3);
      eachDraw(
          peers.choose(4),
          selection ->
              assertThat(selection.uids().stream().boxed()).containsExactlyInAnyOrder(0, 1, 2, 5));
    }

    @Rule(id = "S1.6", says = "Each choice has its peer's score, and the best comes first.")
    void theBestComesFirst() {
      SelectionCall call = call().peers(12).choose(5);
      eachDraw(
          call,
          selection ->
              assertThat(selection.choices())
                  .allSatisfy(
                      choice ->
                          assertThat(choice.score()).isEqualTo(call.scores().scoreOf(choice.uid())))
                  .isSortedAccordingTo(
                      Comparator.comparingDouble(Selection.Choice::score).reversed()));
    }

    @Rule(id = "S1.7", says = "Equal, huge and tiny scores are scores like any other.")
    void anyFiniteScoreWillDo() {
      List<float[]> unusual =
          List.of(
              new float[] {0.5f, 0.5f, 0.5f, 0.5f, 0.5f},
              new float[] {0f, -0f, 0f, -0f, 0f},
              new float[] {Float.MAX_VALUE, -Float.MAX_VALUE, Float.MAX_VALUE, 0, 1},
              new float[] {Float.MIN_VALUE, -Float.MIN_VALUE, 0, Float.MIN_NORMAL, 0});
      for (float[] scores : unusual) {
        for (int k : new int[] {1, 3, 5}) {
          eachDraw(
              call().peers(scores).choose(k),
              selection -> {
                assertThat(selection.uids().stream().distinct().count()).isEqualTo(k);
                assertThat(selection.choices())
                    .allSatisfy(choice -> assertThat(choice.propensity()).isBetween(0.0, 1.0));
              });
        }
      }
    }
  }

  @Nested
  class Excluding {

    @Rule(id = "S2.1", says = "An excluded peer is not chosen while enough others are left.")
    void excludedWhileEnoughAreLeft() {
      for (int k : new int[] {1, 4, 6}) {
        eachDraw(
            call().peers(12).exclude(0, 6).choose(k),
            selection -> assertThat(selection.uids().stream()).allMatch(uid -> uid >= 6));
      }
    }

    @Rule(id = "S2.2", says = "If fewer than k others are left, excluded peers fill up.")
    void excludedFillUp() {
      eachDraw(
          call().peers(12).exclude(3, 12).choose(5),
          selection -> {
            assertThat(selection.uids().size()).isEqualTo(5);
            assertThat(selection.uids().stream().boxed()).contains(0, 1, 2);
          });
    }

    @Rule(
        id = "S2.3",
        says = "If fewer than k are available, NotEnoughPeersException says how many there are.")
    void tooFewAreAnError() {
      PeerSelector selector = selector().withSeed(11);
      for (int available : new int[] {0, 1, 4}) {
        SelectionCall call = call().peers(available).exclude(0, 1).choose(5);
        assertThatThrownBy(() -> call.to(selector))
            .isInstanceOfSatisfying(
                NotEnoughPeersException.class,
                e -> {
                  assertThat(e.requested()).isEqualTo(5);
                  assertThat(e.available()).isEqualTo(available);
                });
      }
    }
  }
}
