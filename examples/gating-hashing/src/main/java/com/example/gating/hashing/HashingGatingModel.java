package com.example.gating.hashing;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.gating.Replayable;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.gating.UnsupportedCapabilityException;
import org.gatehouse.api.metagraph.Metagraph;
import org.jspecify.annotations.Nullable;

/**
 * Scores peers with one linear model each on the hashed words of the message.
 *
 * <p>All that can change is in one immutable {@link GateState}. A reader takes the current one and
 * never sees half a change; a writer makes another and puts it in place, one writer at a time. A
 * change that fails on its way is never put in place.
 */
final class HashingGatingModel implements GatingModel, Replayable {

  /** The name that selects this gate. */
  static final String NAME = "hashing";

  private final HashingSettings settings;
  private final FeatureHasher hasher;
  private final UUID id = UUID.randomUUID();
  private final Object writing = new Object();

  /** {@code null} once the gate is closed. */
  private volatile @Nullable GateState state;

  HashingGatingModel(HashingSettings settings, GatingContext context) {
    this.settings = settings;
    this.hasher = settings.hasher();
    PeerTable peers = PeerTable.of(settings.numUids(context.metagraph()), context.metagraph());
    FreshRows freshRows = new FreshRows(hasher.dimension(), context.seed());
    this.state = GateState.of(peers, List.of(), Uids.empty(), freshRows, 0, 0);
  }

  private GateState current() {
    GateState now = state;
    if (now == null) {
      throw new IllegalStateException("this gate is closed");
    }
    return now;
  }

  @Override
  public int numUids() {
    return current().rows().size();
  }

  @Override
  public List<GateScores> forward(List<String> messages) {
    GateState now = current();
    List<String> batch = List.copyOf(messages);
    settings.messageRules().check(batch);
    return batch.stream().map(message -> score(now, hasher.features(message))).toList();
  }

  private GateScores score(GateState now, Features features) {
    Lesson.Payload payload = new Lesson.Payload(features, now.peers().version());
    return GateScores.of(id, now.generation(), now.uids(), now.scores(features), payload);
  }

  @Override
  public TrainingStep backward(GateScores scores, float[] rewards) {
    float[] earned = rewards.clone();
    synchronized (writing) {
      GateState now = current();
      if (!settings.learn()) {
        throw new UnsupportedCapabilityException(
            Capability.LEARN, "this gate is read-only: gatehouse.gating.learn is false");
      }
      scores.requireRewards(earned);
      Lesson.Payload payload = scores.payload(id, now.generation(), Lesson.Payload.class);
      Lesson lesson = Lesson.of(now, scores, payload, earned, settings);
      state = lesson.state();
      return lesson.report();
    }
  }

  @Override
  public RecordedScores record(GateScores scores) {
    GateState now = current();
    Lesson.Payload payload = scores.payload(id, now.generation(), Lesson.Payload.class);
    return new RecordedScores(payload.present(now, scores), payload.features().toBytes());
  }

  @Override
  public GateScores revive(RecordedScores recorded) {
    Features features = Features.ofBytes(recorded.payload(), hasher.dimension());
    return score(current(), features).select(recorded.uids());
  }

  @Override
  public ResyncReport resync(Metagraph previous, Metagraph latest) {
    synchronized (writing) {
      GateState now = current();
      PeerTable.Resynced next = now.peers().resync(previous, latest);
      state = now.resynced(next.table(), next.report());
      return next.report();
    }
  }

  @Override
  public GatingSnapshot snapshot() {
    return SavedState.write(current(), hasher);
  }

  @Override
  public RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
    synchronized (writing) {
      GateState now = current();
      SavedState saved = SavedState.read(snapshot, hasher);
      PeerTable.Restored next = now.peers().restored(snapshot, saved.resets(), metagraph);
      FreshRows freshRows = new FreshRows(hasher.dimension(), snapshot.seed());
      long generation = Math.max(now.generation(), snapshot.generation()) + 1;
      RestoreReport report = next.report();
      state =
          GateState.of(
              next.table(), saved.rows(), report.reset(), freshRows, snapshot.step(), generation);
      return report;
    }
  }

  @Override
  public Set<Capability> capabilities() {
    return settings.learn()
        ? EnumSet.allOf(Capability.class)
        : EnumSet.complementOf(EnumSet.of(Capability.LEARN));
  }

  @Override
  public void close() {
    synchronized (writing) {
      state = null;
    }
  }
}
