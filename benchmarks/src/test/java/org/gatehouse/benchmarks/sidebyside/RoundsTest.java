package org.gatehouse.benchmarks.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RoundsTest {

  private static final long SECOND = 1_000_000_000;

  private final AtomicLong now = new AtomicLong();
  private final List<String> calls = new ArrayList<>();

  private Contender lasting(String name, long nanos) {
    return new Contender(
        name,
        () -> now.addAndGet(7 * SECOND),
        () -> {
          calls.add(name);
          now.addAndGet(nanos);
        });
  }

  @Test
  void theMedianCallOfEachRoundIsTakenWithoutItsPreparation() {
    Map<String, double[]> seconds =
        new Rounds(3, 0.5, 0, now::get)
            .measure(List.of(lasting("a", SECOND / 10), lasting("b", SECOND)));

    assertThat(seconds.get("a")).containsExactly(0.1, 0.1, 0.1);
    assertThat(seconds.get("b")).containsExactly(1, 1, 1);
  }

  @Test
  void whoBeginsChangesFromRoundToRound() {
    new Rounds(2, 0, 0, now::get)
        .measure(List.of(lasting("a", SECOND), lasting("b", SECOND), lasting("c", SECOND)));

    assertThat(calls.subList(calls.size() - 6, calls.size()))
        .containsExactly("a", "b", "c", "b", "c", "a");
  }

  @Test
  void shortWorkIsRepeatedUntilItsTurnIsOver() {
    new Rounds(1, 1, 1, now::get).measure(List.of(lasting("a", SECOND / 4)));

    // Four calls of warm-up, none beforehand, four in its turn.
    assertThat(calls).hasSize(8);
  }

  @Test
  void twoOfOneNameAreRefused() {
    assertThatThrownBy(
            () -> new Rounds(1, 0, 0, now::get).measure(List.of(lasting("a", 1), lasting("a", 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two contenders are called a");
  }
}
