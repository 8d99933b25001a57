package org.gatehouse.host.replay.events;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatehouse.api.Uids;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.jspecify.annotations.Nullable;

/**
 * The peers of a log as far as it was read: the latest event that names a peer is right.
 *
 * <p>A hotkey holds one uid: when it appears at another one, it has left the first. A peer of which
 * no hotkey was ever seen is called {@code uid-<n>}. For use by one thread.
 */
public final class KnownPeers {

  private final TreeMap<Integer, Neuron> neurons = new TreeMap<>();
  private final Map<String, Integer> holders = new HashMap<>();
  private Metagraph metagraph;

  /** Starts with a network. */
  public KnownPeers(Metagraph start) {
    metagraph = start;
    start.neurons().forEach(this::put);
  }

  /** The network before and after an event that changed it. */
  public record Change(Metagraph previous, Metagraph latest) {}

  /**
   * Returns the network before the first event of a log, as all of the log shows it: each uid holds
   * the first hotkey that is named for it, so that only a changed hotkey is a change. Empty if the
   * log has no event.
   */
  public static Optional<Metagraph> firstSeen(EventSource log) {
    TreeMap<Integer, String> names = new TreeMap<>();
    TreeSet<Integer> unnamed = new TreeSet<>();
    Set<String> taken = new HashSet<>();
    OptionalLong block = OptionalLong.empty();
    try (EventSource.EventCursor cursor = log.open((line, message) -> {})) {
      for (Optional<Event> next = cursor.next(); next.isPresent(); next = cursor.next()) {
        Event event = next.get();
        block = names.isEmpty() && unnamed.isEmpty() ? event.block() : block;
        for (int i = 0; i < event.uids().size(); i++) {
          int uid = event.uids().get(i);
          String hotkey = event.hotkey(i);
          if (hotkey == null) {
            unnamed.add(uid);
          } else if (!names.containsKey(uid) && taken.add(hotkey)) {
            names.put(uid, hotkey);
          }
        }
      }
    }
    if (names.isEmpty() && unnamed.isEmpty()) {
      return Optional.empty();
    }
    KnownPeers peers = new KnownPeers(Metagraph.of(0, block.orElse(0), List.of()));
    names.forEach((uid, hotkey) -> peers.put(Neuron.of(uid, hotkey)));
    unnamed.stream()
        .filter(uid -> !names.containsKey(uid))
        .forEach(uid -> peers.put(Neuron.of(uid, peers.invented(uid))));
    return Optional.of(Metagraph.of(0, block.orElse(0), new ArrayList<>(peers.neurons.values())));
  }

  /** Returns the line of the first event of a log before which a uid changes hands, if any does. */
  public static OptionalLong firstChange(EventSource log) {
    Optional<Metagraph> start = firstSeen(log);
    if (start.isPresent()) {
      KnownPeers peers = new KnownPeers(start.get());
      try (EventSource.EventCursor cursor = log.open((line, message) -> {})) {
        for (Optional<Event> next = cursor.next(); next.isPresent(); next = cursor.next()) {
          if (peers.observe(next.get()).isPresent()) {
            return OptionalLong.of(next.get().line());
          }
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Takes note of the peers of an event; empty if they are those that were known. */
  public Optional<Change> observe(Event event) {
    boolean changed = false;
    for (int uid : event.departed().toArray()) {
      changed |= leave(uid);
    }
    for (int i = 0; i < event.uids().size(); i++) {
      changed |= observe(event.uids().get(i), event.hotkey(i));
    }
    if (!changed) {
      return Optional.empty();
    }
    Metagraph previous = metagraph;
    metagraph =
        new Metagraph(
            previous.network(),
            previous.netuid(),
            Math.max(previous.block(), event.block().orElse(0)),
            null,
            new ArrayList<>(neurons.values()));
    return Optional.of(new Change(previous, metagraph));
  }

  private boolean observe(int uid, @Nullable String hotkey) {
    Neuron known = neurons.get(uid);
    if (known != null && (hotkey == null || hotkey.equals(known.hotkey()))) {
      return false;
    }
    String name = hotkey == null ? invented(uid) : hotkey;
    if (known != null) {
      holders.remove(known.hotkey());
    }
    Integer left = holders.get(name);
    if (left != null) {
      neurons.remove(left);
    }
    put(Neuron.of(uid, name));
    return true;
  }

  private boolean leave(int uid) {
    Neuron known = neurons.remove(uid);
    if (known != null) {
      holders.remove(known.hotkey());
    }
    return known != null;
  }

  private String invented(int uid) {
    String name = "uid-" + uid;
    while (holders.containsKey(name)) {
      name += "?";
    }
    return name;
  }

  private void put(Neuron neuron) {
    neurons.put(neuron.uid(), neuron);
    holders.put(neuron.hotkey(), neuron.uid());
  }

  /**
   * Returns the peers of an event alone, all available: whoever earned a reward could be asked.
   *
   * @param event one that was {@linkplain #observe observed}
   */
  public Metagraph present(Event event) {
    List<Neuron> present = new ArrayList<>();
    event.uids().stream()
        .forEach(
            uid -> metagraph.neuron(uid).ifPresent(n -> present.add(Neuron.of(uid, n.hotkey()))));
    return new Metagraph(metagraph.network(), metagraph.netuid(), metagraph.block(), null, present);
  }

  /** Returns those peers of the network whose uids are among these, all available. */
  public Metagraph everybody(Uids uids) {
    Set<Integer> scored = uids.stream().boxed().collect(Collectors.toSet());
    return new Metagraph(
        metagraph.network(),
        metagraph.netuid(),
        metagraph.block(),
        null,
        neurons.values().stream()
            .filter(neuron -> scored.contains(neuron.uid()))
            .map(neuron -> Neuron.of(neuron.uid(), neuron.hotkey()))
            .toList());
  }

  /** Returns the network as it is known now. */
  public Metagraph metagraph() {
    return metagraph;
  }
}
