package org.gatehouse.state.log;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatehouse.api.gating.RecordedScores;
import org.jspecify.annotations.Nullable;

/** One change of a gate's state, as the log keeps it. */
public sealed interface LogRecord {

  /**
   * A training step.
   *
   * @param step the number that the step gets
   * @param scores what it learns from
   * @param rewards one for each uid of the scores; not to be changed
   */
  record Step(long step, RecordedScores scores, float[] rewards) implements LogRecord {}

  /**
   * A resync.
   *
   * @param netuid the network
   * @param block the block from now on
   * @param before the peers there were all along, if the gate had never been told of a network and
   *     had reason to believe its caller; else {@code null}
   * @param changes the hotkey from now on for each uid at which it differs from before; {@code
   *     null} where a peer has left
   */
  record Resync(
      int netuid,
      long block,
      @Nullable SortedMap<Integer, String> before,
      SortedMap<Integer, @Nullable String> changes)
      implements LogRecord {

    /** Copies the maps. */
    public Resync {
      before = before == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(before));
      changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
    }
  }
}
