package org.gatehouse.host.replay.scenarios;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.host.replay.events.Event;

/** Peers change places, again and again, and are taken for new ones. */
final class Churn implements Change {

  private final Uids network;
  private final long every;
  private final int peers;
  private final long seed;

  /**
   * Creates the change.
   *
   * @param every after how many events each time
   * @param peers how many change places each time, at least 2
   */
  Churn(Uids network, long every, int peers, long seed) {
    this.network = network;
    this.every = every;
    this.peers = peers;
    this.seed = seed;
  }

  @Override
  public Uids absentAtStart() {
    return Uids.empty();
  }

  @Override
  public Course start() {
    return new Places();
  }

  private final class Places implements Course {

    private final Random random = new Random(seed);
    private final Map<Integer, Integer> peerAt = new HashMap<>();
    private final Map<Integer, Integer> placeOf = new HashMap<>();
    private final Map<Integer, Long> lastRound = new HashMap<>();

    @Override
    public Optional<Event> next(long number, Event event) {
      if (number > 1 && (number - 1) % every == 0) {
        rotate((number - 1) / every);
      }
      return Optional.of(lastRound.isEmpty() ? event : moved(event));
    }

    private void rotate(long round) {
      Uids drawn = Draws.some(network, peers, random);
      int first = peer(drawn.get(0));
      for (int i = 0; i < peers; i++) {
        int uid = drawn.get(i);
        int peer = i + 1 < peers ? peer(drawn.get(i + 1)) : first;
        peerAt.put(uid, peer);
        placeOf.put(peer, uid);
        lastRound.put(uid, round);
      }
    }

    private int peer(int uid) {
      return peerAt.getOrDefault(uid, uid);
    }

    private Event moved(Event event) {
      List<String> hotkeys = new ArrayList<>();
      for (int i = 0; i < event.uids().size(); i++) {
        int peer = event.uids().get(i);
        String known = event.hotkey(i);
        String name = known == null ? "uid-" + peer : known;
        Long round = lastRound.get(placeOf.getOrDefault(peer, peer));
        hotkeys.add(round == null ? name : name + "+" + round);
      }
      return event.toBuilder(
              places(event.uids()), IntStream.range(0, event.uids().size()).toArray())
          .hotkeys(hotkeys)
          .departed(places(event.departed()))
          .build();
    }

    private Uids places(Uids peersOfLog) {
      return Uids.of(peersOfLog.stream().map(peer -> placeOf.getOrDefault(peer, peer)).toArray());
    }
  }
}
