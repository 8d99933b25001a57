package org.gatehouse.host.serve;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.state.UnforcedStepException;
import org.jspecify.annotations.Nullable;

/**
 * Scores that wait for their rewards, by ids that nobody can guess.
 *
 * <p>Bounded: when it is full the oldest give way, and each is forgotten after a time. Rewards are
 * learned once; what they did is remembered as long as the scores would have been. Safe for use by
 * many threads.
 */
final class ScoresStore {

  private static final int ID_BYTES = 18;

  private final SecureRandom random = new SecureRandom();
  private final int capacity;
  private final long timeToLive;
  private final LongSupplier nanoTime;
  private final MeterSink meters;
  // In the order in which they were put in, which is that in which they grow too old.
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Scores, then what their rewards did; whoever uses them holds the lock of the entry. */
  private static final class Entry {

    private final long since;
    private @Nullable GateScores scores;
    private volatile @Nullable TrainingStep answer;

    Entry(long since, GateScores scores) {
      this.since = since;
      this.scores = scores;
    }

    synchronized TrainingStep use(Function<GateScores, TrainingStep> step) {
      TrainingStep first = answer;
      GateScores waiting = scores;
      if (first != null || waiting == null) {
        throw new ScoresUsedException(Objects.requireNonNull(first));
      }
      try {
        return remember(step.apply(waiting));
      } catch (UnforcedStepException e) {
        remember(e.step());
        throw e;
      }
    }

    private TrainingStep remember(TrainingStep done) {
      answer = done;
      scores = null;
      return done;
    }
  }

  /**
   * Creates a store.
   *
   * @param capacity how many it keeps, at least 1
   * @param timeToLive how long it keeps them
   * @param nanoTime a clock that never goes back, in nanoseconds
   */
  ScoresStore(int capacity, Duration timeToLive, LongSupplier nanoTime, MeterSink meters) {
    this.capacity = capacity;
    this.timeToLive = timeToLive.toNanos();
    this.nanoTime = nanoTime;
    this.meters = meters;
  }

  /** Returns how long scores are kept. */
  Duration timeToLive() {
    return Duration.ofNanos(timeToLive);
  }

  /** Keeps scores and returns their id. */
  synchronized String put(GateScores scores) {
    forgetOld();
    if (entries.size() >= capacity) {
      forgetOldest("gatehouse.host.scores.evicted");
    }
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    entries.put(text, new Entry(nanoTime.getAsLong(), scores));
    return text;
  }

  /**
   * Uses scores for a training step. Of two that use the same at once, one waits for the other; a
   * step that fails does not use them up, unless it was learned nonetheless.
   *
   * @throws ServiceException if there are none of this id
   * @throws ScoresUsedException if they were used before
   */
  TrainingStep use(String id, Function<GateScores, TrainingStep> step) {
    Entry entry = find(id);
    if (entry == null) {
      throw new ServiceException(
          ServiceException.Reason.UNKNOWN_SCORES,
          "no scores of this id are kept: expected one that was given out within the last "
              + Duration.ofNanos(timeToLive).toSeconds()
              + " s since the service started, and not more than "
              + capacity
              + " ids ago");
    }
    return entry.use(step);
  }

  private synchronized @Nullable Entry find(String id) {
    forgetOld();
    return entries.get(id);
  }

  /** Returns how many are kept, those that were used included. */
  synchronized int size() {
    forgetOld();
    return entries.size();
  }

  private void forgetOld() {
    long now = nanoTime.getAsLong();
    while (!entries.isEmpty() && now - entries.values().iterator().next().since >= timeToLive) {
      forgetOldest("gatehouse.host.scores.expired");
    }
  }

  private void forgetOldest(String meter) {
    Iterator<Entry> oldest = entries.values().iterator();
    if (oldest.next().answer == null) {
      meters.count(meter, 1);
    }
    oldest.remove();
  }
}
