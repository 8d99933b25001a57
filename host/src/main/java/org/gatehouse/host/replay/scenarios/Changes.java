package org.gatehouse.host.replay.scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.host.replay.events.EventSource;

/**
 * Several changes of one log, one after the other.
 *
 * <p>Immutable.
 *
 * @param changes the first is made first
 */
public record Changes(List<Change> changes) {

  // Apart from the shuffling of the events, which uses the seed itself.
  private static final long STREAM = 0x9E3779B97F4A7C15L;

  /** Copies the list. */
  public Changes {
    changes = List.copyOf(changes);
  }

  /**
   * Draws the changes of scenarios.
   *
   * @param network the peers of the log
   */
  public static Changes draw(List<Scenario> scenarios, Metagraph network, long seed) {
    List<Change> changes = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      changes.add(scenario.draw(network.uids(), seed + STREAM * (changes.size() + 1)));
    }
    return new Changes(changes);
  }

  /** Returns a log with all changes made. */
  public EventSource apply(EventSource log) {
    EventSource changed = log;
    for (Change change : changes) {
      changed = change.apply(changed);
    }
    return changed;
  }

  /** Returns the network as it is before the first event. */
  public Metagraph start(Metagraph network) {
    Set<Integer> absent =
        changes.stream()
            .flatMap(change -> change.absentAtStart().stream().boxed())
            .collect(Collectors.toSet());
    return absent.isEmpty()
        ? network
        : new Metagraph(
            network.network(),
            network.netuid(),
            network.block(),
            network.blockHash(),
            network.neurons().stream().filter(peer -> !absent.contains(peer.uid())).toList());
  }
}
