package org.gatehouse.host.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;

/**
 * The peers of the demonstration, before and after a part of them was replaced.
 *
 * <p>{@link Random} is used throughout because its algorithm is part of its contract: the network
 * is the same on every Java.
 */
final class SimulatedNetwork {

  static final int PEERS = 256;
  static final long SEED = 42;
  static final double NOISE = 0.1;
  private static final double REPLACED_SHARE = 0.05;
  private static final int NETUID = 1;

  private final List<Peer> before;
  private final List<Peer> after;
  private final Uids replaced;

  private SimulatedNetwork(List<Peer> before, List<Peer> after, Uids replaced) {
    this.before = before;
    this.after = after;
    this.replaced = replaced;
  }

  /** Draws the network. */
  static SimulatedNetwork draw(int topics) {
    Random random = new Random(SEED);
    List<Peer> before = new ArrayList<>();
    for (int uid = 0; uid < PEERS; uid++) {
      before.add(Peer.draw(hotkey(uid, "a"), topics, random));
    }
    TreeSet<Integer> leaving = new TreeSet<>();
    while (leaving.size() < Math.round(REPLACED_SHARE * PEERS)) {
      leaving.add(random.nextInt(PEERS));
    }
    List<Peer> after = new ArrayList<>(before);
    leaving.forEach(uid -> after.set(uid, Peer.draw(hotkey(uid, "b"), topics, random)));
    return new SimulatedNetwork(List.copyOf(before), List.copyOf(after), Uids.copyOf(leaving));
  }

  private static String hotkey(int uid, String generation) {
    return String.format(Locale.ROOT, "simulated-%03d-%s", uid, generation);
  }

  /** Returns the peers by uid. */
  List<Peer> peers(boolean afterReplacement) {
    return afterReplacement ? after : before;
  }

  /** Returns the uids whose peers are replaced half-way. */
  Uids replaced() {
    return replaced;
  }

  /** Returns the network before the replacement, at block 0. */
  Metagraph metagraph() {
    return Metagraph.of(
        NETUID,
        0,
        IntStream.range(0, PEERS)
            .mapToObj(uid -> Neuron.of(uid, before.get(uid).hotkey()))
            .toList());
  }
}
