package org.gatehouse.state;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.state.log.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * The network as a gate's record has it: which hotkey is at which uid. Immutable.
 *
 * @param netuid {@code null} if the gate was never told of a network
 */
record KnownNetwork(@Nullable Integer netuid, long block, SortedMap<Integer, String> hotkeys) {

  static KnownNetwork of(GatingSnapshot snapshot) {
    Long block = snapshot.block();
    return new KnownNetwork(snapshot.netuid(), block == null ? 0 : block, snapshot.hotkeys());
  }

  static KnownNetwork of(Metagraph metagraph) {
    return new KnownNetwork(metagraph.netuid(), metagraph.block(), hotkeysOf(metagraph));
  }

  private static SortedMap<Integer, String> hotkeysOf(Metagraph metagraph) {
    SortedMap<Integer, String> hotkeys = new TreeMap<>();
    metagraph.neurons().forEach(neuron -> hotkeys.put(neuron.uid(), neuron.hotkey()));
    return hotkeys;
  }

  /** Returns the network without any column; without any peer, if none was ever known. */
  Metagraph metagraph() {
    return metagraph(netuid == null ? 0 : netuid, block, hotkeys);
  }

  private static Metagraph metagraph(int netuid, long block, SortedMap<Integer, String> hotkeys) {
    List<Neuron> neurons =
        hotkeys.entrySet().stream()
            .map((Map.Entry<Integer, String> peer) -> Neuron.of(peer.getKey(), peer.getValue()))
            .toList();
    return Metagraph.of(netuid, block, neurons);
  }

  /** Returns what a log has to keep of a resync. */
  LogRecord.Resync record(Metagraph previous, Metagraph latest) {
    SortedMap<Integer, String> before =
        netuid == null && previous.netuid() == latest.netuid() ? hotkeysOf(previous) : null;
    SortedMap<Integer, String> now = hotkeysOf(latest);
    SortedMap<Integer, @Nullable String> changes = new TreeMap<>();
    now.forEach(
        (uid, hotkey) -> {
          if (!hotkey.equals(hotkeys.get(uid))) {
            changes.put(uid, hotkey);
          }
        });
    hotkeys.keySet().stream()
        .filter(uid -> !now.containsKey(uid))
        .forEach(uid -> changes.put(uid, null));
    return new LogRecord.Resync(latest.netuid(), latest.block(), before, changes);
  }

  /** Returns what the gate is to believe was the state before a recorded resync. */
  Metagraph previous(LogRecord.Resync resync) {
    SortedMap<Integer, String> before = resync.before();
    if (before != null) {
      return metagraph(resync.netuid(), 0, before);
    }
    // A gate that knows no network takes the peers of the latest for those of before.
    return netuid == null ? latest(resync) : metagraph();
  }

  /** Returns the network after a recorded resync. */
  Metagraph latest(LogRecord.Resync resync) {
    SortedMap<Integer, String> now = new TreeMap<>(hotkeys);
    resync
        .changes()
        .forEach(
            (uid, hotkey) -> {
              if (hotkey == null) {
                now.remove(uid);
              } else {
                now.put(uid, hotkey);
              }
            });
    return metagraph(resync.netuid(), resync.block(), now);
  }
}
