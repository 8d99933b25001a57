package org.gatehouse.host.replay.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.Uids;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.events.EventSource;
import org.gatehouse.host.replay.events.Events;
import org.gatehouse.host.replay.events.KnownPeers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScenarioTest {

  private static final Uids TEN = Uids.range(10);

  /** A log in which peer u earns u at every event. */
  private static Events log(int events) {
    Events log = new Events();
    for (int i = 0; i < events; i++) {
      log.add(TEN, IntStream.range(0, 10).asDoubleStream().toArray());
    }
    return log;
  }

  private static Metagraph network() {
    return Metagraph.of(0, 0, TEN.stream().mapToObj(uid -> Neuron.of(uid, "uid-" + uid)).toList());
  }

  private static List<Event> events(EventSource log) {
    List<Event> events = new ArrayList<>();
    try (EventSource.EventCursor cursor = log.open((line, message) -> {})) {
      for (Optional<Event> next = cursor.next(); next.isPresent(); next = cursor.next()) {
        events.add(next.get());
      }
    }
    return events;
  }

  private static List<Event> events(String scenario, int events, long seed) {
    return events(changes(seed, scenario).apply(log(events)));
  }

  private static Changes changes(long seed, String... scenarios) {
    return Changes.draw(Arrays.stream(scenarios).map(Scenario::parse).toList(), network(), seed);
  }

  /** What the peer at a uid earns: its number in the log. */
  private static double earned(Event event, int uid) {
    return event.reward(event.uids().indexOf(uid));
  }

  @Nested
  class Text {

    @ParameterizedTest
    @ValueSource(strings = {"churn:200:10%", "grow:1:3", "shrink:5:0.5%", "churn:7:100%"})
    void isReadAndWrittenAlike(String text) {
      assertThat(Scenario.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "churn",
          "churn:200",
          "churn:0:10%",
          "churn:200:0%",
          "churn:200:101%",
          "churn:200:0",
          "churn:200:2.5",
          "churn:-1:2",
          "vanish:1:2",
          "CHURN:1:2",
          "churn:1:2:3",
          "churn:1:2%%"
        })
    void otherTextIsRefused(String text) {
      assertThatThrownBy(() -> Scenario.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("expected churn, grow or shrink")
          .hasMessageEndingWith("found " + text);
    }
  }

  @Nested
  class OfChurn {

    @Test
    void nothingHappensBeforeItsTime() {
      assertThat(events("churn:4:3", 4, 1))
          .allSatisfy(event -> assertThat(event.hotkey(0)).isNull());
    }

    @Test
    void eachReplacedUidIsAnotherPeerUnderAHotkeyOfItsOwn() {
      Event event = events("churn:4:3", 5, 1).get(4);
      int replaced = 0;
      for (int uid : TEN.toArray()) {
        String hotkey = event.hotkey(event.uids().indexOf(uid));
        if (earned(event, uid) == uid) {
          assertThat(hotkey).isEqualTo("uid-" + uid);
        } else {
          assertThat(hotkey).isEqualTo("uid-" + (int) earned(event, uid) + "+1");
          replaced++;
        }
      }
      assertThat(replaced).isEqualTo(3);
    }

    @Test
    void happensAgainAndAgain() {
      KnownPeers peers = new KnownPeers(network());
      List<Integer> changed = new ArrayList<>();
      List<Event> events = events("churn:2:30%", 7, 5);
      for (int i = 0; i < events.size(); i++) {
        Optional<KnownPeers.Change> change = peers.observe(events.get(i));
        if (change.isPresent()) {
          changed.add(i + 1);
          assertThat(change.get().latest().diff(change.get().previous()).replaced().size())
              .isEqualTo(3);
        }
      }
      assertThat(changed).containsExactly(3, 5, 7);
    }

    @Test
    void noPeerIsEverLostOrTwiceThere() {
      Random random = new Random(11);
      for (int i = 0; i < 50; i++) {
        int peers = 2 + random.nextInt(9);
        for (Event event : events("churn:" + (1 + random.nextInt(3)) + ":" + peers, 12, i)) {
          assertThat(event.uids().stream().boxed())
              .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
          Set<Double> earned = new HashSet<>();
          Set<String> hotkeys = new HashSet<>();
          for (int position = 0; position < 10; position++) {
            earned.add(event.reward(position));
            hotkeys.add(String.valueOf(event.hotkey(position)));
          }
          assertThat(earned).hasSize(10);
          assertThat(hotkeys.size()).isIn(1, 10);
        }
      }
    }

    @Test
    void isTheSameEachTimeTheLogIsOpenedAndAnotherUnderAnotherSeed() {
      EventSource log = changes(3, "churn:2:4").apply(log(9));
      List<Uids> first = events(log).stream().map(Event::uids).toList();
      assertThat(events(log)).extracting(Event::uids).isEqualTo(first);
      assertThat(events("churn:2:4", 9, 4)).extracting(Event::uids).isNotEqualTo(first);
    }

    @Test
    void needsTwoPeersThatChangePlaces() {
      assertThatThrownBy(() -> changes(1, "churn:5:10%"))
          .isInstanceOf(GatehouseException.class)
          .hasMessage(
              "churn:5:10%: expected at least two peers that change places, found a network of 10");
    }
  }

  @Nested
  class OfGrowth {

    @Test
    void latePeersAreAbsentUntilTheirTime() {
      Changes changes = changes(1, "grow:3:40%");
      Uids early = changes.start(network()).uids();
      assertThat(early.size()).isEqualTo(6);
      List<Event> events = events(changes.apply(log(5)));
      assertThat(events.subList(0, 3))
          .allSatisfy(
              event -> {
                assertThat(event.uids()).isEqualTo(early);
                assertThat(earned(event, early.get(5))).isEqualTo(early.get(5));
              });
      assertThat(events.subList(3, 5)).extracting(Event::uids).containsOnly(TEN);
    }

    @Test
    void anEventWithLatePeersOnlyIsLeftOut() {
      Changes changes = changes(1, "grow:3:9");
      int early = changes.start(network()).uids().get(0);
      Events log = new Events().add(Uids.of(early, 9 - early), 1, 2);
      log.add(Uids.of(early == 0 ? 1 : early - 1), 3).add(TEN, new double[10]);
      assertThat(events(changes.apply(log))).extracting(Event::line).containsExactly(1L, 3L);
    }
  }

  @Nested
  class OfShrinking {

    @Test
    void peersLeaveAndTheNetworkIsTold() {
      List<Event> events = events("shrink:3:4", 6, 1);
      assertThat(events.subList(0, 3)).extracting(Event::uids).containsOnly(TEN);
      assertThat(events.get(3).departed().size()).isEqualTo(4);
      assertThat(events.subList(3, 6)).allSatisfy(e -> assertThat(e.uids().size()).isEqualTo(6));
      assertThat(events.subList(4, 6)).extracting(Event::departed).containsOnly(Uids.empty());
      KnownPeers peers = new KnownPeers(network());
      events.subList(0, 3).forEach(event -> assertThat(peers.observe(event)).isEmpty());
      KnownPeers.Change change = peers.observe(events.get(3)).orElseThrow();
      assertThat(change.latest().uids()).isEqualTo(events.get(3).uids());
    }

    @Test
    void aDepartureIsToldEvenIfTheEventIsLeftOut() {
      Change shrink = new Shrink(Uids.of(0, 1), 1);
      Change grow = new Grow(Uids.of(2), 2);
      Events log = new Events().add(Uids.of(0, 3), 1, 2).add(Uids.of(0, 2), 1, 2);
      log.add(Uids.of(3), 1);
      List<Event> events = events(grow.apply(shrink.apply(log)));
      assertThat(events).extracting(Event::line).containsExactly(1L, 3L);
      assertThat(events.get(1).departed()).isEqualTo(Uids.of(0, 1));
    }

    @Test
    void somebodyStays() {
      assertThatThrownBy(() -> changes(1, "shrink:5:100%"))
          .isInstanceOf(GatehouseException.class)
          .hasMessage("shrink:5:100%: expected at least a peer that stays, found a network of 10");
    }
  }

  @Test
  void severalScenariosAreMadeOneAfterTheOther() {
    List<Event> events = events(changes(2, "grow:2:3", "churn:2:4", "shrink:4:2").apply(log(6)));
    assertThat(events).extracting(event -> event.uids().size()).containsExactly(7, 7, 10, 10, 8, 8);
  }
}
