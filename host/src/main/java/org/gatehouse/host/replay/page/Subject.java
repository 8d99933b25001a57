package org.gatehouse.host.replay.page;

import java.util.List;

/**
 * What was replayed, besides gates and selectors.
 *
 * @param log the name of the log's file
 * @param scenarios how its network was changed, as a user writes it; empty for not at all
 */
public record Subject(String log, List<String> scenarios) {

  /** Copies the list. */
  public Subject {
    scenarios = List.copyOf(scenarios);
  }
}
