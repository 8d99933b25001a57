package org.gatehouse.gating.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EventViewTest {

  /** Two peers who both earned 0.8 beyond what was expected of them, of anybody 0.2. */
  private static EventView easy() {
    EventView event = new EventView(0.2, 2);
    event.add(0.8, 3);
    event.add(0.8, 1);
    return event;
  }

  @Test
  void anEventIsJudgedByAllWhoWereAsked() {
    assertThat(easy().mean()).isCloseTo(0.8, within(1e-12));
    assertThat(easy().precision()).isEqualTo(6);
    assertThat(easy().deviation()).isCloseTo((4 * 0.8 + 2 * 0.2) / 6 - 0.2, within(1e-12));
  }

  @Test
  void nobodyIsHeardAboutItself() {
    assertThat(easy().without(0)).isCloseTo((1 * 0.8 + 2 * 0.2) / 3, within(1e-12));
    assertThat(easy().without(1)).isCloseTo((3 * 0.8 + 2 * 0.2) / 5, within(1e-12));
    assertThat(easy().precisionWithout(0)).isEqualTo(3);
    assertThat(easy().precisionWithout(1)).isEqualTo(5);
  }

  @Test
  void withNobodyElseItIsAsExpected() {
    EventView event = new EventView(0.2, 2);
    event.add(0.8, 3);

    assertThat(event.without(0)).isCloseTo(0.2, within(1e-12));
    assertThat(event.precisionWithout(0)).isEqualTo(2);
  }
}
