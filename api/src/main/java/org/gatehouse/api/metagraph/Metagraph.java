package org.gatehouse.api.metagraph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.api.Uids;
import org.jspecify.annotations.Nullable;

/**
 * The peers of one network at one block.
 *
 * <p>Uids are unique but may have gaps. Immutable and safe for use by many threads.
 *
 * @param network the chain's name, such as {@code finney}; {@code null} where unknown
 * @param netuid the network's number on its chain, 0 to 65535
 * @param block the block at which the peers were read, at least 0
 * @param blockHash the hash of that block, {@code null} where unknown
 * @param neurons the peers, ascending by uid
 */
public record Metagraph(
    @Nullable String network,
    int netuid,
    long block,
    @Nullable String blockHash,
    List<Neuron> neurons) {

  /**
   * Sorts the peers by uid and checks them.
   *
   * @throws MetagraphException if two peers share a uid or a hotkey, or a number is out of range
   */
  public Metagraph {
    Ranges.check("netuid", netuid, 0xFFFF);
    Ranges.check("block", block, Long.MAX_VALUE);
    neurons = neurons.stream().sorted(Comparator.comparingInt(Neuron::uid)).toList();
    Set<String> hotkeys = new HashSet<>();
    for (int i = 0; i < neurons.size(); i++) {
      Neuron neuron = neurons.get(i);
      if (i > 0 && neurons.get(i - 1).uid() == neuron.uid()) {
        throw new MetagraphException("uid " + neuron.uid() + " appears twice; uids are unique");
      }
      if (!hotkeys.add(neuron.hotkey())) {
        throw new MetagraphException(
            "hotkey " + neuron.hotkey() + " of uid " + neuron.uid() + " also holds another uid");
      }
    }
  }

  /** Returns a metagraph of which only the netuid, the block and the peers are known. */
  public static Metagraph of(int netuid, long block, List<Neuron> neurons) {
    return new Metagraph(null, netuid, block, null, neurons);
  }

  /** Returns the size of the uid space: the largest uid + 1, or 0 without peers. */
  public int uidSpace() {
    return neurons.isEmpty() ? 0 : neurons.get(neurons.size() - 1).uid() + 1;
  }

  /** Returns the peer that holds a uid, or empty for a gap. */
  public Optional<Neuron> neuron(int uid) {
    // Most networks have no gaps: then the uid is the position.
    if (uid >= 0 && uid < neurons.size() && neurons.get(uid).uid() == uid) {
      return Optional.of(neurons.get(uid));
    }
    int low = 0;
    int high = neurons.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = neurons.get(middle).uid();
      if (found == uid) {
        return Optional.of(neurons.get(middle));
      }
      if (found < uid) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }

  /** Returns the uids of all peers, ascending. */
  public Uids uids() {
    return Uids.of(neurons.stream().mapToInt(Neuron::uid).toArray());
  }

  /**
   * Returns how this metagraph differs from an earlier one.
   *
   * @throws MetagraphException if the other has another netuid
   */
  public MetagraphDiff diff(Metagraph previous) {
    if (previous.netuid != netuid) {
      throw new MetagraphException(
          "expected two metagraphs of one network, found netuid "
              + previous.netuid
              + " and netuid "
              + netuid);
    }
    List<Integer> kept = new ArrayList<>();
    List<Integer> changed = new ArrayList<>();
    List<Integer> replaced = new ArrayList<>();
    List<Integer> added = new ArrayList<>();
    for (Neuron neuron : neurons) {
      Optional<Neuron> before = previous.neuron(neuron.uid());
      if (before.isEmpty()) {
        added.add(neuron.uid());
      } else if (!before.get().hotkey().equals(neuron.hotkey())) {
        replaced.add(neuron.uid());
      } else {
        kept.add(neuron.uid());
        if (!before.get().equals(neuron)) {
          changed.add(neuron.uid());
        }
      }
    }
    List<Integer> removed =
        previous.neurons.stream().map(Neuron::uid).filter(uid -> neuron(uid).isEmpty()).toList();
    return new MetagraphDiff(
        Uids.copyOf(kept),
        Uids.copyOf(changed),
        Uids.copyOf(replaced),
        Uids.copyOf(added),
        Uids.copyOf(removed));
  }
}
