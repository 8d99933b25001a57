package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.testkit.Told.describe;

import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.junit.jupiter.api.Nested;

/** The rules of what listeners are told. */
abstract class MetagraphWatchingRules extends MetagraphReadingRules {

  @Nested
  class Watching {

    @Rule(id = "M2.1", says = "The first change starts from the state at the time of watch.")
    void startsFromTheStateAtWatch() throws InterruptedException {
      source.sync();
      network.publish(state(1));
      Told told = new Told();
      source.watch(told);
      publishAndAwait(2, told, 1);
      assertThat(told.changes().get(0)).startsWith(describe(state(1)) + " -> ");
    }

    @Rule(id = "M2.2", says = "Every change is told, with the states before and after it.")
    void everyChangeIsTold() throws InterruptedException {
      Told told = new Told();
      source.watch(told);
      publishAndAwait(1, told, 1);
      publishAndAwait(2, told, 2);
      publishAndAwait(3, told, 3);
      assertThat(told.changes()).containsExactly(change(0, 1), change(1, 2), change(2, 3));
    }

    @Rule(id = "M2.3", says = "A change is told once, and an unchanged network not at all.")
    void noChangeNoCall() throws InterruptedException {
      Told told = new Told();
      source.watch(told);
      network.publish(state(0));
      letQuietPass();
      assertThat(told.changes()).isEmpty();
      publishAndAwait(1, told, 1);
      network.publish(state(1));
      letQuietPass();
      assertThat(told.changes()).hasSize(1);
    }

    @Rule(id = "M2.4", says = "A change that sync has returned already is told all the same.")
    void syncTakesNoChangeAway() throws InterruptedException {
      Told told = new Told();
      source.watch(told);
      for (int number = 1; number <= 3; number++) {
        network.publish(state(number));
        source.sync();
        assertThat(told.awaitChanges(number, network.patience())).hasSize(number);
      }
    }

    @Rule(id = "M2.5", says = "Every listener is told.")
    void everyListenerIsTold() throws InterruptedException {
      Told one = new Told();
      Told other = new Told();
      source.watch(one);
      source.watch(other);
      publishAndAwait(1, one, 1);
      assertThat(other.awaitChanges(1, network.patience())).hasSize(1);
    }

    @Rule(id = "M2.6", says = "The calls of a listener never overlap.")
    void callsNeverOverlap() throws InterruptedException {
      SlowListener slow = new SlowListener(network.patience());
      source.watch(slow);
      network.publish(state(1));
      assertThat(slow.awaitEntry()).isTrue();
      network.publish(state(2));
      letQuietPass();
      slow.release();
      assertThat(slow.awaitChanges(2, network.patience())).isNotEmpty();
      assertThat(slow.overlapped()).isFalse();
    }

    @Rule(id = "M2.7", says = "A listener that throws stays subscribed.")
    void throwingEndsNothing() throws InterruptedException {
      Told told =
          new Told() {
            @Override
            public void changed(Metagraph previous, Metagraph latest) {
              super.changed(previous, latest);
              throw new IllegalArgumentException("a listener of the contract tests throws");
            }
          };
      source.watch(told);
      publishAndAwait(1, told, 1);
      publishAndAwait(2, told, 2);
    }

    @Rule(id = "M2.8", says = "A listener is called by a thread of the source's own.")
    void byAThreadOfItsOwn() throws InterruptedException {
      Told told = new Told();
      source.watch(told);
      network.publish(state(1));
      source.sync();
      told.awaitChanges(1, network.patience());
      assertThat(told.threads()).doesNotContain(Thread.currentThread());
    }
  }

  @Nested
  class Failing {

    @Rule(id = "M3.1", says = "A listener is told that the network cannot be read.")
    void failuresAreTold() throws InterruptedException {
      Told told = new Told();
      source.watch(told);
      network.breakIt();
      assertThat(told.awaitFailures(1, network.patience())).isPositive();
    }

    @Rule(id = "M3.2", says = "After a failure, the next change starts from the last good state.")
    void theLastGoodStateStaysInForce() throws InterruptedException {
      Told told = new Told();
      source.watch(told);
      publishAndAwait(1, told, 1);
      network.breakIt();
      letQuietPass();
      assertThat(told.changes()).hasSize(1);
      publishAndAwait(2, told, 2);
      assertThat(told.changes().get(1)).isEqualTo(change(1, 2));
    }

    @Rule(id = "M3.3", says = "If the network cannot be read, watch throws a MetagraphException.")
    void watchNeedsAState() {
      network.breakIt();
      assertThatThrownBy(() -> source.watch(new Told()).close())
          .isInstanceOf(MetagraphException.class);
    }
  }
}
