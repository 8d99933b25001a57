package org.gatehouse.host.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.events.EventSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class SimulatedNetworkTest {

  private static final Prompts PROMPTS = Prompts.bundled();
  private static final SimulatedNetwork NETWORK = SimulatedNetwork.draw(PROMPTS.topics().size());

  @Nested
  class Network {

    @Test
    void hasPeersWithOneOrTwoSpecialities() {
      assertThat(NETWORK.peers(false)).hasSize(256);
      for (Peer peer : NETWORK.peers(false)) {
        assertThat(peer.quality()).isBetween(0.2, 0.6);
        assertThat(peer.bonuses().stream().filter(bonus -> bonus > 0))
            .hasSizeBetween(1, 2)
            .allMatch(bonus -> bonus >= 0.2 && bonus < 0.4);
      }
    }

    @Test
    void isTheSameEverywhere() {
      assertThat(NETWORK.peers(false).get(0).quality()).isEqualTo(0.4910254720131472);
      assertThat(NETWORK.peers(true).get(NETWORK.replaced().get(12)).quality())
          .isEqualTo(0.38914884535810684);
    }

    @Test
    void hasTheSameHotkeysInEveryLanguage() {
      Locale before = Locale.getDefault(Locale.Category.FORMAT);
      Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG"));
      try {
        assertThat(SimulatedNetwork.draw(2).peers(false).get(10).hotkey())
            .isEqualTo("simulated-010-a");
      } finally {
        Locale.setDefault(Locale.Category.FORMAT, before);
      }
    }

    @Test
    void replacesThirteenPeersHalfWay() {
      assertThat(NETWORK.replaced().size()).isEqualTo(13);
      for (int uid = 0; uid < 256; uid++) {
        boolean same = NETWORK.peers(false).get(uid).equals(NETWORK.peers(true).get(uid));
        assertThat(same).isEqualTo(!NETWORK.replaced().contains(uid));
      }
    }

    @Test
    void expectsAtMostOne() {
      assertThat(new Peer("p", 0.7, List.of(0.4, 0.0)).expected(0)).isEqualTo(1);
      assertThat(new Peer("p", 0.5, List.of(0.25, 0.0)).expected(0)).isEqualTo(0.75);
      assertThat(new Peer("p", 0.5, List.of(0.25, 0.0)).expected(1)).isEqualTo(0.5);
    }
  }

  @Nested
  class Events {

    private List<Event> draw(int count) {
      List<Event> events = new ArrayList<>();
      try (EventSource.EventCursor cursor =
          new SimulatedEvents(NETWORK, PROMPTS, count).open((line, message) -> {})) {
        for (Optional<Event> next = cursor.next(); next.isPresent(); next = cursor.next()) {
          events.add(next.get());
        }
      }
      return events;
    }

    @Test
    void areTheSameAtEveryReading() {
      List<Event> first = draw(20);
      List<Event> second = draw(20);
      for (int i = 0; i < 20; i++) {
        assertThat(first.get(i).prompt()).isEqualTo(second.get(i).prompt());
        assertThat(first.get(i).reward(99)).isEqualTo(second.get(i).reward(99));
      }
    }

    @Test
    void observeExpectedRewardsWithNoise() {
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (Event event : draw(200)) {
        for (int i = 0; i < 256; i++) {
          assertThat(event.reward(i)).isBetween(0.0, 1.0);
          // Elsewhere noise is cut off too often to be measured.
          if (event.expected(i) > 0.4 && event.expected(i) < 0.6) {
            double noise = event.reward(i) - event.expected(i);
            sum += noise;
            squares += noise * noise;
            count++;
          }
        }
      }
      assertThat(sum / count).isCloseTo(0, within(0.005));
      assertThat(Math.sqrt(squares / count)).isCloseTo(0.1, within(0.005));
    }

    @Test
    void bringTheNewPeersInTheSecondHalf() {
      List<Event> events = draw(10);
      int uid = NETWORK.replaced().get(0);
      assertThat(events.get(4).hotkey(uid)).endsWith("-a");
      assertThat(events.get(5).hotkey(uid)).endsWith("-b");
      assertThat(events.get(9).hotkey(uid)).endsWith("-b");
    }
  }

  @Nested
  class BundledPrompts {

    @Test
    void areManyOverManyTopicsAndAllDifferent() {
      assertThat(PROMPTS.topics()).hasSizeGreaterThanOrEqualTo(10).doesNotHaveDuplicates();
      assertThat(PROMPTS.prompts()).hasSizeGreaterThanOrEqualTo(240);
      assertThat(new HashSet<>(PROMPTS.prompts())).hasSameSizeAs(PROMPTS.prompts());
    }
  }
}
