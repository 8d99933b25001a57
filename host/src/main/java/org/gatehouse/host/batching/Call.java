package org.gatehouse.host.batching;

import java.util.List;
import java.util.concurrent.locks.Condition;
import org.gatehouse.api.gating.GateScores;
import org.jspecify.annotations.Nullable;

/**
 * One caller's messages on their way through the queue. Guarded by the queue's lock, but for the
 * messages.
 */
final class Call {

  private final List<String> messages;
  private final Condition changed;
  private boolean settled;
  private @Nullable List<GateScores> scores;

  /** Creates a call that waits; {@code changed} wakes its caller. */
  Call(List<String> messages, Condition changed) {
    this.messages = messages;
    this.changed = changed;
  }

  List<String> messages() {
    return messages;
  }

  int size() {
    return messages.size();
  }

  /** Returns what its caller waits for. */
  Condition changed() {
    return changed;
  }

  /** Ends the wait; {@code null} where the caller has to make the call by itself. */
  void settle(@Nullable List<GateScores> result) {
    settled = true;
    scores = result;
    changed.signal();
  }

  boolean isSettled() {
    return settled;
  }

  @Nullable List<GateScores> scores() {
    return scores;
  }
}
