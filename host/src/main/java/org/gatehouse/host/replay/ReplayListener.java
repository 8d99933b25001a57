package org.gatehouse.host.replay;

import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.host.replay.events.Event;
import org.gatehouse.host.replay.events.EventSource;

/** Is told how a replay goes, by the thread that replays. */
public interface ReplayListener extends EventSource.ProblemListener {

  /**
   * Is called after each event.
   *
   * @param events how many events were replayed
   * @param reward the mean reward of the peers chosen at this one
   */
  void replayed(long events, double reward, EventSource.EventCursor log);

  /** Is called when an event has changed the network and the gate has followed. */
  void resynced(Event event, ResyncReport report);
}
