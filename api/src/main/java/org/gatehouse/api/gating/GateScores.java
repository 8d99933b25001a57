package org.gatehouse.api.gating;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.api.Uids;
import org.jspecify.annotations.Nullable;

/**
 * A gate's scores of peers for one message, and what the gate needs to learn from their rewards.
 *
 * <p>Shape [numUids] as {@link GatingModel#forward} returns it, or [k] after {@link #select}. The
 * payload is the gate's own business: an immutable value on the heap, without a reference to the
 * gate and without native memory, so that scores may be kept for as long as anyone likes. Immutable
 * and safe for use by many threads.
 */
public final class GateScores {

  private final UUID ownerId;
  private final long generation;
  private final Uids uids;
  private final float[] scores;
  private final float @Nullable [] standardDeviations;
  private final Object payload;

  private GateScores(
      UUID ownerId,
      long generation,
      Uids uids,
      float[] scores,
      float @Nullable [] standardDeviations,
      Object payload) {
    this.ownerId = ownerId;
    this.generation = generation;
    this.uids = uids;
    this.scores = scores;
    this.standardDeviations = standardDeviations;
    this.payload = payload;
  }

  /**
   * Returns the scores of a gate that does not know how certain it is.
   *
   * @param ownerId the identity of the gate instance
   * @param generation how often the gate's state has been restored
   * @param uids the scored uids, without duplicates
   * @param scores one finite score for each uid; copied
   * @param payload what the gate needs to learn; immutable and on the heap
   * @throws IllegalArgumentException if the lengths differ or a score is not finite
   */
  public static GateScores of(
      UUID ownerId, long generation, Uids uids, float[] scores, Object payload) {
    requireFinite("score", uids, scores);
    return new GateScores(ownerId, generation, uids, scores.clone(), null, payload);
  }

  /**
   * Returns the scores of a gate that knows how certain it is.
   *
   * @param standardDeviations one finite value, at least 0, for each uid; copied
   * @throws IllegalArgumentException if the lengths differ or a value is out of range
   */
  public static GateScores of(
      UUID ownerId,
      long generation,
      Uids uids,
      float[] scores,
      float[] standardDeviations,
      Object payload) {
    requireFinite("score", uids, scores);
    requireFinite("standard deviation", uids, standardDeviations);
    for (int i = 0; i < standardDeviations.length; i++) {
      if (standardDeviations[i] < 0) {
        throw new IllegalArgumentException(
            "the standard deviation of uid "
                + uids.get(i)
                + " is "
                + standardDeviations[i]
                + "; expected at least 0");
      }
    }
    return new GateScores(
        ownerId, generation, uids, scores.clone(), standardDeviations.clone(), payload);
  }

  private static void requireFinite(String what, Uids uids, float[] values) {
    if (values.length != uids.size()) {
      throw new IllegalArgumentException(
          "expected one " + what + " for each of " + uids.size() + " uids, found " + values.length);
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "the " + what + " of uid " + uids.get(i) + " is " + values[i] + "; the model diverged");
      }
    }
  }

  /** Returns the identity of the gate instance that made these scores. */
  public UUID ownerId() {
    return ownerId;
  }

  /** Returns how often that gate's state had been restored when it made them. */
  public long generation() {
    return generation;
  }

  /** Returns the scored uids, without duplicates; scores are in their order. */
  public Uids uids() {
    return uids;
  }

  /** Returns how many scores there are. */
  public int size() {
    return scores.length;
  }

  /**
   * Returns the score at a position; higher is better.
   *
   * @throws IndexOutOfBoundsException if the position is outside [0, size)
   */
  public float scoreAt(int position) {
    return scores[position];
  }

  /**
   * Returns the score of a uid; higher is better.
   *
   * @throws InvalidUidException if it has none
   */
  public float scoreOf(int uid) {
    int position = uids.indexOf(uid);
    if (position < 0) {
      throw unscored(uid);
    }
    return scores[position];
  }

  private InvalidUidException unscored(int uid) {
    return new InvalidUidException(
        uid, "uid " + uid + " has no score; expected one of " + describe(uids));
  }

  /** Returns a fresh array of the scores, in the order of {@link #uids}. */
  public float[] scores() {
    return scores.clone();
  }

  /** Returns a fresh array of the standard deviations; empty if the gate does not know them. */
  public Optional<float[]> standardDeviations() {
    return Optional.ofNullable(standardDeviations).map(float[]::clone);
  }

  /**
   * Returns the scores of some of these uids, in the order asked for; the payload is shared.
   *
   * @param selected uids of this object, each at most once
   * @throws InvalidUidException if one is not among them or appears twice
   */
  public GateScores select(int... selected) {
    float[] values = new float[selected.length];
    float[] deviations = standardDeviations == null ? null : new float[selected.length];
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < selected.length; i++) {
      int position = uids.indexOf(selected[i]);
      if (position < 0) {
        throw unscored(selected[i]);
      }
      if (!seen.add(selected[i])) {
        throw new InvalidUidException(
            selected[i], "uid " + selected[i] + " is selected twice; each peer is asked once");
      }
      values[i] = scores[position];
      if (deviations != null && standardDeviations != null) {
        deviations[i] = standardDeviations[position];
      }
    }
    return new GateScores(ownerId, generation, Uids.of(selected), values, deviations, payload);
  }

  /**
   * Returns the scores of some of these uids.
   *
   * @throws InvalidUidException if one is not among them or appears twice
   */
  public GateScores select(Uids selected) {
    return select(selected.toArray());
  }

  /**
   * Checks rewards before a gate touches its state.
   *
   * @throws InvalidRewardsException if there is not one for each uid, or one is NaN or infinite
   */
  public void requireRewards(float[] rewards) {
    if (rewards.length != scores.length) {
      throw new InvalidRewardsException(
          "expected one reward for each of "
              + scores.length
              + " scored uids, found "
              + rewards.length
              + "; leave out peers that gave no answer with select(uids)");
    }
    for (int i = 0; i < rewards.length; i++) {
      if (!Float.isFinite(rewards[i])) {
        throw new InvalidRewardsException(
            "the reward of uid "
                + uids.get(i)
                + " is "
                + rewards[i]
                + "; expected a finite number");
      }
    }
  }

  /**
   * Hands the payload back to the gate that made it.
   *
   * @param gateId the identity of the gate that asks
   * @param gateGeneration how often that gate's state has been restored by now
   * @throws ForeignScoresException if another gate made these scores, or this one before a restore
   */
  public <T> T payload(UUID gateId, long gateGeneration, Class<T> type) {
    if (!ownerId.equals(gateId) || !type.isInstance(payload)) {
      throw new ForeignScoresException(
          "these scores were made by gate " + ownerId + ", this is gate " + gateId);
    }
    if (generation != gateGeneration) {
      throw new ForeignScoresException(
          "these scores were made before the gate's state was restored (generation "
              + generation
              + ", now "
              + gateGeneration
              + "); score the message again");
    }
    return type.cast(payload);
  }

  private static String describe(Uids uids) {
    int size = uids.size();
    if (size > 0 && uids.equals(Uids.range(size))) {
      return "0 to " + (size - 1);
    }
    return size <= 16 ? uids.toString() : size + " uids";
  }

  @Override
  public String toString() {
    return "GateScores[" + describe(uids) + "]";
  }
}
