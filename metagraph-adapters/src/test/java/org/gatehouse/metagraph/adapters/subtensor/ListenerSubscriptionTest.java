package org.gatehouse.metagraph.adapters.subtensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.Neuron;
import org.junit.jupiter.api.Test;

class ListenerSubscriptionTest {

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private final MetagraphListener listener =
      new MetagraphListener() {
        @Override
        public void changed(Metagraph previous, Metagraph latest) {
          told.add(previous.block() + " -> " + latest.block());
        }

        @Override
        public void failed(MetagraphException failure) {
          told.add("failed");
        }
      };
  private final ListenerSubscription subscription =
      new ListenerSubscription(state(0), listener, tasks::add, closed -> {});

  private static Metagraph state(int number) {
    return Metagraph.of(1, number, List.of(Neuron.of(0, "hotkey " + number)));
  }

  private void run() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  @Test
  void aListenerThatHangsCostsNoMoreThanALimit() {
    for (int i = 1; i <= 100_000; i++) {
      subscription.read(state(i));
    }
    assertThat(tasks).hasSize(1);
    run();
    assertThat(told).hasSize(64);
    assertThat(told.get(0)).isEqualTo("0 -> 1");
    assertThat(told.get(63)).isEqualTo("63 -> 100000");
  }

  @Test
  void aFailureNeverTakesTheNewestStateAway() {
    for (int i = 1; i <= 64; i++) {
      subscription.read(state(i));
    }
    subscription.failed(new MetagraphException("down"));
    run();
    assertThat(told).hasSize(64).last().isEqualTo("63 -> 64");
    subscription.failed(new MetagraphException("down"));
    run();
    assertThat(told).last().isEqualTo("failed");
  }

  @Test
  void whatComesAfterTheTellingIsToldToo() {
    subscription.read(state(1));
    run();
    subscription.read(state(2));
    run();
    assertThat(told).containsExactly("0 -> 1", "1 -> 2");
  }

  @Test
  void newsWhileTheSourceClosesAreNoFailure() {
    ListenerSubscription late =
        new ListenerSubscription(
            state(0),
            listener,
            task -> {
              throw new RejectedExecutionException();
            },
            closed -> {});
    late.read(state(1));
    assertThat(told).isEmpty();
  }
}
