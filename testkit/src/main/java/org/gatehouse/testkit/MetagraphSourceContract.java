package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.testkit.Told.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.Subscription;
import org.junit.jupiter.api.Nested;

/** What every {@link MetagraphSource} keeps to: extend it and say how to make yours. */
public abstract class MetagraphSourceContract extends MetagraphWatchingRules {

  /** Creates the tests; called by JUnit. */
  protected MetagraphSourceContract() {}

  /** Returns a new network, without a state so far. */
  @Override
  protected abstract MetagraphSourceUnderTest network();

  @Nested
  class Ending {

    @Rule(id = "M4.1", says = "After a subscription's close has returned, no call starts.")
    void noCallAfterClose() throws InterruptedException {
      SlowListener slow = new SlowListener(network.patience());
      Subscription subscription = source.watch(slow);
      network.publish(state(1));
      assertThat(slow.awaitEntry()).isTrue();
      network.publish(state(2));
      letQuietPass();

      // close may wait for the call that runs, so it is called beside it.
      Thread closing = new Thread(subscription::close);
      closing.start();
      closing.join(network.quiet().toMillis());
      boolean returnedDuringTheCall = !closing.isAlive();
      int toldBefore = slow.changes().size();
      slow.release();
      closing.join(network.patience().toMillis());
      assertThat(closing.isAlive()).as("close still runs after the call has ended").isFalse();
      network.publish(state(3));
      letQuietPass();

      assertThat(slow.changes()).noneMatch(change -> change.endsWith(describe(state(3))));
      if (returnedDuringTheCall) {
        assertThat(slow.changes()).hasSize(toldBefore);
      }
    }

    @Rule(
        id = "M4.2",
        says = "Closing a subscription twice does nothing, and to no other anything.")
    void closedTwice() throws InterruptedException {
      Told other = new Told();
      Subscription subscription = source.watch(new Told());
      source.watch(other);
      subscription.close();
      assertThatCode(subscription::close).doesNotThrowAnyException();
      publishAndAwait(1, other, 1);
    }

    @Rule(id = "M4.3", says = "A listener may close its own subscription.")
    void closedByItsListener() throws InterruptedException {
      CompletableFuture<Subscription> own = new CompletableFuture<>();
      CountDownLatch closing = new CountDownLatch(1);
      Told told =
          new Told() {
            @Override
            public void changed(Metagraph previous, Metagraph latest) {
              super.changed(previous, latest);
              own.join().close();
              closing.countDown();
            }
          };
      own.complete(source.watch(told));
      network.publish(state(1));
      assertThat(closing.await(network.patience().toMillis(), TimeUnit.MILLISECONDS))
          .as("close returned within the call")
          .isTrue();
      network.publish(state(2));
      letQuietPass();
      assertThat(told.changes()).hasSize(1);
    }

    @Rule(id = "M4.4", says = "Closing a source ends its subscriptions.")
    void closingEndsSubscriptions() throws InterruptedException {
      List<Told> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Told told = new Told();
        all.add(told);
        source.watch(told);
      }
      closeSource();
      network.publish(state(1));
      letQuietPass();
      assertThat(all).allSatisfy(told -> assertThat(told.changes()).isEmpty());
    }

    @Rule(id = "M4.5", says = "Closing a source twice, or a subscription after it, does nothing.")
    void closedInAnyOrder() {
      Subscription subscription = source.watch(new Told());
      closeSource();
      assertThatCode(source::close).doesNotThrowAnyException();
      assertThatCode(subscription::close).doesNotThrowAnyException();
    }

    @Rule(id = "M4.6", says = "A closed source throws IllegalStateException from sync and watch.")
    void closedIsClosed() {
      closeSource();
      assertThatThrownBy(source::sync).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> source.watch(new Told()).close())
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Nested
  class Threads {

    @Rule(id = "M5.1", says = "No thread that syncs sees the network go back in time.")
    void neverBackInTime() {
      AtomicBoolean published = new AtomicBoolean();
      Crowd.of(
          5,
          thread -> {
            if (thread == 0) {
              for (int number = 1; number <= 50; number++) {
                network.publish(state(number));
                Thread.sleep(1);
              }
              published.set(true);
              return;
            }
            long block = 0;
            boolean last;
            do {
              last = published.get();
              Metagraph now = source.sync();
              assertThat(now.block()).isGreaterThanOrEqualTo(block);
              block = now.block();
            } while (!last);
            assertThat(block).isEqualTo(state(50).block());
          });
    }

    @Rule(id = "M5.2", says = "Threads may watch, sync and close subscriptions at once.")
    void manyThreads() throws InterruptedException {
      Told stays = new Told();
      source.watch(stays);
      Crowd.of(
          5,
          thread -> {
            for (int i = 1; i <= 20; i++) {
              if (thread == 0) {
                network.publish(state(i));
              } else {
                Subscription own = source.watch(new Told());
                source.sync();
                own.close();
              }
            }
          });
      network.publish(state(99));
      assertThat(stays.awaitLatest(describe(state(99)), network.patience())).isTrue();
    }
  }
}
