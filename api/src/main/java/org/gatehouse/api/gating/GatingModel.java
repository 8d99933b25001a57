package org.gatehouse.api.gating;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;

/**
 * A model that scores every peer of a network for a message, learns online from the rewards of the
 * peers that were asked, and forgets a peer that was replaced.
 *
 * <p>Thread-safety: any number of threads may call any method at any time. A forward pass sees the
 * weights before or after a training step or a resync, never a mixture. {@link #close} is
 * idempotent; every later call throws {@link IllegalStateException}, but for {@link #capabilities}
 * and {@link #extension}, which never change. A call that throws leaves the learned state as it
 * was.
 */
public interface GatingModel extends AutoCloseable {

  /** Returns the size of the uid space, at least 1; it may grow at a resync and never shrinks. */
  int numUids();

  /**
   * Scores every uid for every message.
   *
   * @param messages the messages, in any number; all are scored with the same weights
   * @return one result of shape [numUids] per message, in the order of the messages
   * @throws InvalidMessageException if a message cannot be scored; then none is
   */
  List<GateScores> forward(List<String> messages);

  /**
   * Scores every uid for one message.
   *
   * @return scores of shape [numUids]
   * @throws InvalidMessageException if the message cannot be scored
   */
  default GateScores forward(String message) {
    return forward(List.of(message)).get(0);
  }

  /**
   * Takes one training step on the rewards of the peers that were asked.
   *
   * <p>The message is not encoded again: the scores carry what the step needs, and are recomputed
   * with the weights of this moment. So the result is that of the steps taken one after another in
   * the order of their arrival, however late they arrive. Peers that were replaced, added or
   * removed after the forward pass take no part in the step and are reported as dropped.
   *
   * @param scores what {@link #forward} returned, or a {@linkplain GateScores#select selection} of
   *     it
   * @param rewards one finite number for each uid of the scores, in their order
   * @throws ForeignScoresException if the scores come from another gate or from before a restore
   * @throws InvalidRewardsException if their number is wrong or one of them is not finite
   * @throws UnsupportedCapabilityException without {@link Capability#LEARN}
   */
  TrainingStep backward(GateScores scores, float[] rewards);

  /**
   * Takes note of a changed network: whatever was learned about a peer that was replaced is
   * forgotten.
   *
   * <p>The gate's own record of hotkeys decides, so that a resync that was missed is caught up
   * with.
   *
   * @param previous what the caller believes was the state before; differences to the gate's own
   *     record are reported, not obeyed
   * @param latest the state from now on
   * @throws MetagraphException if {@code latest} is of another network or of an older block than
   *     the gate's record
   * @throws UnsupportedCapabilityException without {@link Capability#RESYNC}
   */
  ResyncReport resync(Metagraph previous, Metagraph latest);

  /**
   * Returns a copy of all learned state at one point in time, which shares nothing with the gate.
   *
   * @throws UnsupportedCapabilityException without {@link Capability#SNAPSHOT}
   */
  GatingSnapshot snapshot();

  /**
   * Replaces all learned state by a snapshot's, or nothing if that fails.
   *
   * <p>Rows are matched by uid and hotkey: a peer of the metagraph that the snapshot does not know
   * at its uid starts afresh. Scores from before the restore can no longer train.
   *
   * @param metagraph the network as it is now
   * @throws SnapshotException if the snapshot is of another gate, encoder or shape
   * @throws UnsupportedCapabilityException without {@link Capability#SNAPSHOT}
   */
  RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph);

  /** Returns what this gate can do: everything, unless it says otherwise. */
  default Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  /**
   * Returns an optional ability of this gate, such as {@link Representing}.
   *
   * <p>Asked for here instead of with {@code instanceof}, because a host may wrap a gate.
   */
  default <T> Optional<T> extension(Class<T> type) {
    return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
  }

  @Override
  void close();
}
