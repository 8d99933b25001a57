package org.gatehouse.host.shadow;

import java.util.Optional;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.metagraph.Metagraph;
import org.jspecify.annotations.Nullable;

/**
 * A second gate that is shown what a served gate is asked and what its choices earned.
 *
 * <p>Telling it takes no time and never fails: what it does with it happens later, in a thread of
 * its own, and what would have to wait for too long is dropped. Safe for use by many threads.
 */
public interface Shadow extends AutoCloseable {

  /** Takes in messages that the served gate has scored. */
  void scored(Asked asked);

  /**
   * Takes in rewards that the served gate has learned.
   *
   * @param scoresId what the scores were told under
   * @param served the scores of the uids whose rewards were learned
   * @param rewards one for each of them; copied
   * @param known the network by now; {@code null} if none is known
   */
  void rewarded(String scoresId, GateScores served, float[] rewards, @Nullable Metagraph known);

  /** Returns how it does; empty if there is none. */
  Optional<ShadowState> state();

  /** Learns what waits, keeps what was learned, and lets go of the gate. Idempotent. */
  @Override
  void close();

  /** Returns what stands where no shadow is wanted. */
  static Shadow none() {
    return new Absent(null);
  }

  /** Returns what stands where a shadow could not be had. */
  static Shadow failed(String gate, String problem) {
    return new Absent(new ShadowState(gate, problem, null, 0, 0, Comparison.none()));
  }
}
