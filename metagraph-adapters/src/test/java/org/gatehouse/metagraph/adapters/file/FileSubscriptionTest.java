package org.gatehouse.metagraph.adapters.file;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class FileSubscriptionTest {

  private final List<String> events = new ArrayList<>();
  private Supplier<Metagraph> reader = () -> state(1);

  private static Metagraph state(long block) {
    return Metagraph.of(1, block, List.of(Neuron.of(0, "h")));
  }

  private FileSubscription subscription(MetagraphListener listener) {
    return new FileSubscription(
        Path.of("m.json"), () -> reader.get(), state(1), listener, s -> events.add("forgotten"));
  }

  private MetagraphListener recorder() {
    return new MetagraphListener() {
      @Override
      public void changed(Metagraph previous, Metagraph latest) {
        events.add(previous.block() + " -> " + latest.block());
      }

      @Override
      public void failed(MetagraphException failure) {
        events.add(failure.getMessage());
      }
    };
  }

  private void failWith(RuntimeException failure) {
    reader =
        () -> {
          throw failure;
        };
  }

  @Test
  void eachChangeIsToldOnceWithTheStateBefore() {
    FileSubscription subscription = subscription(recorder());

    for (long block : new long[] {1, 2, 2, 2, 5, 5, 2}) {
      reader = () -> state(block);
      subscription.poll();
    }

    assertThat(events).containsExactly("1 -> 2", "2 -> 5", "5 -> 2");
  }

  @Test
  void eachDistinctFailureIsToldOnceUntilItIsOver() {
    FileSubscription subscription = subscription(recorder());

    failWith(new MetagraphException("half"));
    subscription.poll();
    subscription.poll();
    failWith(new MetagraphException("gone"));
    subscription.poll();
    subscription.poll();
    reader = () -> state(1);
    subscription.poll();
    failWith(new MetagraphException("gone"));
    subscription.poll();
    reader = () -> state(2);
    subscription.poll();

    assertThat(events).containsExactly("half", "gone", "gone", "1 -> 2");
  }

  @Test
  void anotherNetworkIsAFailureThatPasses() {
    FileSubscription subscription = subscription(recorder());

    reader = () -> Metagraph.of(9, 2, List.of());
    subscription.poll();
    subscription.poll();
    reader = () -> state(3);
    subscription.poll();

    assertThat(events).containsExactly("m.json: expected netuid 1 as before, found 9", "1 -> 3");
  }

  @Test
  void aDefectOfTheReadingIsToldAsAFailure() {
    failWith(new IllegalArgumentException("oops"));
    subscription(recorder()).poll();

    assertThat(events)
        .containsExactly("m.json: reading failed: java.lang.IllegalArgumentException: oops");
  }

  @Test
  void aListenerThatThrowsIsLoggedStaysSubscribedAndIsNotToldTwice() {
    Logger logger = (Logger) LoggerFactory.getLogger(FileSubscription.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    List<Long> seen = new ArrayList<>();
    FileSubscription subscription =
        subscription(
            new MetagraphListener() {
              @Override
              public void changed(Metagraph previous, Metagraph latest) {
                seen.add(latest.block());
                throw new AssertionError("a listener's own");
              }

              @Override
              public void failed(MetagraphException failure) {
                seen.add(-1L);
                throw new IllegalStateException("a listener's own");
              }
            });

    reader = () -> state(2);
    subscription.poll();
    subscription.poll();
    failWith(new MetagraphException("half"));
    subscription.poll();
    reader = () -> state(3);
    subscription.poll();

    logger.detachAppender(logged);
    assertThat(seen).containsExactly(2L, -1L, 3L);
    assertThat(logged.list)
        .hasSize(3)
        .allSatisfy(
            event -> {
              assertThat(event.getFormattedMessage())
                  .isEqualTo("A listener to changes of m.json failed; it stays subscribed");
              assertThat(event.getThrowableProxy().getMessage()).isEqualTo("a listener's own");
            });
  }

  @Test
  void aClosedOneIsSilent() {
    FileSubscription subscription = subscription(recorder());

    subscription.close();
    reader = () -> state(2);
    subscription.poll();
    failWith(new MetagraphException("half"));
    subscription.poll();

    assertThat(events).containsExactly("forgotten");
  }

  @Test
  void aListenerMayCloseItself() {
    FileSubscription[] own = new FileSubscription[1];
    own[0] =
        subscription(
            (previous, latest) -> {
              events.add("told " + latest.block());
              own[0].close();
            });

    for (long block = 2; block < 5; block++) {
      long present = block;
      reader = () -> state(present);
      own[0].poll();
    }

    assertThat(events).containsExactly("told 2", "forgotten");
  }

  @Test
  void closingWaitsForTheCallThatRuns() throws InterruptedException {
    CountDownLatch inListener = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    FileSubscription subscription =
        subscription(
            (previous, latest) -> {
              inListener.countDown();
              try {
                leave.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    reader = () -> state(2);
    Thread poller = new Thread(subscription::poll);
    poller.start();
    inListener.await();
    Thread closer =
        new Thread(
            () -> {
              subscription.close();
              closed.countDown();
            });
    closer.start();

    assertThat(closed.await(100, TimeUnit.MILLISECONDS)).isFalse();
    leave.countDown();
    assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    poller.join();
    closer.join();
  }
}
