package org.gatehouse.host.replay.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.Uids;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.events.Events;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class BaselinesTest {

  private static final double EXACT = 1e-12;

  @Nested
  class RunningMeans {

    private final RunningMean player = new RunningMean(1);

    @Test
    void asksUnseenPeersFirstInOrderOfUid() {
      List<Double> earned = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        earned.add(player.play(Events.event(i + 1, "p", Uids.of(7, 3, 5), 0.7, 0.3, 0.5)));
      }
      assertThat(earned).containsExactly(0.3, 0.5, 0.7);
    }

    @Test
    void thenAsksWhoEarnedItMostOnAverage() {
      Uids both = Uids.of(0, 1);
      player.play(Events.event(1, "p", both, 0.4, 0.0));
      player.play(Events.event(2, "p", both, 0.0, 0.3));
      // 0 has a mean of 0.4 and 1 of 0.3, since the 0.0 of event 2 was not its own pick.
      assertThat(player.play(Events.event(3, "p", both, 0.1, 0.9))).isEqualTo(0.1);
      // Now 0 has (0.4 + 0.1) / 2 = 0.25.
      assertThat(player.play(Events.event(4, "p", both, 0.8, 0.2))).isEqualTo(0.2);
    }

    @Test
    void breaksTiesByUid() {
      Uids both = Uids.of(1, 0);
      player.play(Events.event(1, "p", both, 0.5, 0.5));
      player.play(Events.event(2, "p", both, 0.5, 0.5));
      assertThat(player.play(Events.event(3, "p", both, 0.9, 0.1))).isEqualTo(0.1);
    }

    @Test
    void asksForgottenPeersAgain() {
      Uids both = Uids.of(0, 1);
      player.play(Events.event(1, "p", both, 0.9, 0.0));
      player.play(Events.event(2, "p", both, 0.0, 0.1));
      player.forget(Uids.of(1));
      assertThat(player.play(Events.event(3, "p", both, 0.2, 0.6))).isEqualTo(0.6);
    }

    @Test
    void asksSeveralAtOnceAndAllWhenThereAreFewer() {
      RunningMean two = new RunningMean(2);
      assertThat(two.play(Events.event(1, "p", Uids.of(0, 1, 2), 0.1, 0.2, 0.9)))
          .isCloseTo(0.15, within(EXACT));
      assertThat(two.play(Events.event(2, "p", Uids.of(2), 0.9))).isEqualTo(0.9);
      assertThat(two.play(Events.event(3, "p", Uids.of(0, 1, 2), 0.5, 0.7, 0.8)))
          .isCloseTo(0.75, within(EXACT));
    }
  }

  @Nested
  class ExploringRunningMeans {

    private final RunningMean player = RunningMean.exploring(1);
    private final Uids both = Uids.of(0, 1);

    @Test
    void asksAgainWhomItKnowsLittle() {
      player.play(Events.event(1, "p", both, 0.5, 0.0));
      player.play(Events.event(2, "p", both, 0.0, 0.45));
      // Both were asked once: 0.5 leads. Then, at event 4, 0 has a bonus of 0.3 sqrt(ln 4 / 2) =
      // 0.2498 and 1 one of 0.3 sqrt(ln 4) = 0.3532, so that 0.7498 is less than 0.8032.
      assertThat(player.play(Events.event(3, "p", both, 0.5, 0.9))).isEqualTo(0.5);
      assertThat(player.play(Events.event(4, "p", both, 0.1, 0.9))).isEqualTo(0.9);
    }

    @Test
    void asksUnseenPeersFirst() {
      player.play(Events.event(1, "p", both, 0.9, 0.1));
      assertThat(player.play(Events.event(2, "p", both, 0.9, 0.1))).isEqualTo(0.1);
      player.forget(Uids.of(0));
      assertThat(player.play(Events.event(3, "p", both, 0.4, 0.1))).isEqualTo(0.4);
    }
  }

  @Nested
  class BestFixedRanking {

    @Test
    void ranksByTheMeanOverTheEventsInWhichAPeerIsPresent() {
      Event first = Events.event(1, "p", Uids.of(0, 1), 0.5, 0.25);
      Event second = Events.event(2, "p", Uids.of(0, 2), 0.25, 0.125);
      Event third = Events.event(3, "p", Uids.of(1, 2), 0.5, 0.25);
      BestFixed bestFixed = new BestFixed(1);
      List.of(first, second, third).forEach(bestFixed::learn);
      // Means: 0 and 1: 0.375, 2: 0.1875; the tie goes to uid 0.
      assertThat(bestFixed.play(first)).isEqualTo(0.5);
      assertThat(bestFixed.play(second)).isEqualTo(0.25);
      assertThat(bestFixed.play(third)).isEqualTo(0.5);
    }

    @Test
    void takesTheFirstKThatArePresent() {
      Event all = Events.event(1, "p", Uids.of(0, 1, 2, 3), 0.1, 0.2, 0.3, 0.4);
      Event some = Events.event(2, "p", Uids.of(0, 1, 3), 0.1, 0.2, 0.4);
      BestFixed bestFixed = new BestFixed(2);
      bestFixed.learn(all);
      bestFixed.learn(some);
      assertThat(bestFixed.play(all)).isCloseTo(0.35, within(EXACT));
      assertThat(bestFixed.play(some)).isCloseTo(0.3, within(EXACT));
    }
  }

  @Nested
  class Rankings {

    private final Event event = Events.event(1, "p", Uids.of(9, 4, 6), 0.2, 0.8, 0.2);

    @Test
    void bestTakesTheHighestAndThenTheLowerUid() {
      assertThat(Ranking.best(event, 2, event::reward)).containsExactly(1, 2);
    }

    @Test
    void bestTakesAllWhenThereAreFewer() {
      assertThat(Ranking.best(event, 5, event::reward)).containsExactly(1, 2, 0);
    }

    @Test
    void theMeanOverAllIsTheExpectationOfAUniformChoice() {
      assertThat(Ranking.mean(Ranking.all(event), event::reward)).isCloseTo(0.4, within(EXACT));
    }
  }
}
