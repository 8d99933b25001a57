package org.gatehouse.testkit.reference;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.Explaining;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingContext;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.gating.Replayable;
import org.gatehouse.api.gating.Representing;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.ScoreParts;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.gating.UnsupportedCapabilityException;
import org.gatehouse.api.metagraph.Metagraph;

/**
 * A linear gate on hashed words, right in every rule. One lock guards all of its state; what a
 * mutant may get wrong is a method of its own.
 */
class ReferenceGate implements GatingModel, Replayable, Representing, Explaining {

  /** What a step needs to know of a forward pass. */
  record Payload(double[] representation, long tableVersion, Object more) {}

  final ReferenceSettings settings;
  final UUID id = UUID.randomUUID();
  Rows rows;
  PeerTable peers;
  long[] rewarded;
  long seed;
  long step;
  long generation;
  boolean closed;

  ReferenceGate(ReferenceSettings settings, GatingContext context) {
    this.settings = settings;
    this.seed = context.seed();
    this.peers = PeerTable.of(settings.numUids(context.metagraph()), context.metagraph());
    this.rows = Rows.zeros(peers.numUids());
    this.rewarded = new long[peers.numUids()];
    for (int uid = 0; uid < peers.numUids(); uid++) {
      rows.weight()[uid] = fresh(uid, 0);
    }
  }

  double[] fresh(int uid, long resets) {
    return Rows.fresh(seed, uid, resets);
  }

  <T> T open(Supplier<T> call) {
    synchronized (id) {
      requireOpen();
      return call.get();
    }
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this gate is closed");
    }
  }

  @Override
  public int numUids() {
    return open(() -> peers.numUids());
  }

  @Override
  public List<GateScores> forward(List<String> messages) {
    settings.messageRules().check(messages);
    List<double[]> representations = messages.stream().map(HashedWords::represent).toList();
    return scoring(() -> representations.stream().map(this::score).toList());
  }

  <T> T scoring(Supplier<T> call) {
    return open(call);
  }

  GateScores score(double[] representation) {
    Uids uids = Uids.range(rows.weight().length);
    float[] scores = new float[uids.size()];
    for (int uid = 0; uid < scores.length; uid++) {
      scores[uid] = (float) rows.score(uid, representation);
    }
    Payload payload = new Payload(representation, peers.version(), remember(scores));
    return GateScores.of(id, generation, uids, scores, payload);
  }

  /** Returns what else goes into the payload. */
  Object remember(float[] scores) {
    return "";
  }

  Payload payload(GateScores scores) {
    return scores.payload(id, generation, Payload.class);
  }

  @Override
  public TrainingStep backward(GateScores scores, float[] rewards) {
    return training(
        () -> {
          if (!settings.learn()) {
            throw new UnsupportedCapabilityException(Capability.LEARN, "learn is false");
          }
          Payload payload = payload(scores);
          scores.requireRewards(rewards);
          return train(payload, scores, rewards);
        });
  }

  <T> T training(Supplier<T> call) {
    return open(call);
  }

  TrainingStep train(Payload payload, GateScores scores, float[] rewards) {
    List<Integer> trained = new ArrayList<>();
    List<Integer> dropped = new ArrayList<>();
    List<Float> earned = new ArrayList<>();
    for (int i = 0; i < rewards.length; i++) {
      int uid = scores.uids().get(i);
      if (isGone(uid, payload)) {
        dropped.add(uid);
      } else {
        trained.add(uid);
        earned.add(rewards[i]);
      }
    }
    if (trained.isEmpty()) {
      return new TrainingStep(step, 0, 0, Uids.empty(), Uids.copyOf(dropped));
    }
    double[] current = trained.stream().mapToDouble(uid -> scoreNow(uid, payload)).toArray();
    Loss loss = Loss.of(current, earned.stream().mapToDouble(Float::doubleValue).toArray());
    double norm = update(payload.representation(), trained, loss.gradient());
    count();
    trained.forEach(uid -> rewarded[uid]++);
    return new TrainingStep(step, loss.value(), norm, Uids.copyOf(trained), Uids.copyOf(dropped));
  }

  boolean isGone(int uid, Payload payload) {
    return peers.changedSince(uid, payload.tableVersion());
  }

  double scoreNow(int uid, Payload payload) {
    return rows.score(uid, payload.representation());
  }

  void count() {
    step++;
  }

  /** Moves every row by its velocity, as momentum does, and returns the norm of the gradient. */
  double update(double[] representation, List<Integer> trained, double[] gradient) {
    double[] byUid = new double[rows.weight().length];
    for (int i = 0; i < gradient.length; i++) {
      byUid[trained.get(i)] += gradient[i];
    }
    double squares = 0;
    for (int uid = 0; uid < byUid.length; uid++) {
      for (int i = 0; i < Rows.WIDTH; i++) {
        double input = i < representation.length ? representation[i] : 1;
        double slope = byUid[uid] * input;
        squares += slope * slope;
        rows.velocity()[uid][i] = settings.momentum() * rows.velocity()[uid][i] + slope;
        rows.weight()[uid][i] -= settings.learningRate() * rows.velocity()[uid][i];
      }
    }
    return Math.sqrt(squares);
  }

  @Override
  public RecordedScores record(GateScores scores) {
    return open(
        () -> {
          Payload payload = payload(scores);
          return new RecordedScores(
              Uids.of(scores.uids().stream().filter(uid -> !isGone(uid, payload)).toArray()),
              written(payload.representation()));
        });
  }

  byte[] written(double[] representation) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * representation.length);
    bytes.asDoubleBuffer().put(representation);
    return bytes.array();
  }

  @Override
  public GateScores revive(RecordedScores recorded) {
    return open(() -> score(read(recorded.payload())).select(recorded.uids()));
  }

  double[] read(byte[] bytes) {
    if (bytes.length != 8 * HashedWords.DIMENSION) {
      throw new SnapshotException("expected another number of bytes than " + bytes.length);
    }
    double[] representation = new double[HashedWords.DIMENSION];
    ByteBuffer.wrap(bytes).asDoubleBuffer().get(representation);
    return representation;
  }

  @Override
  public ResyncReport resync(Metagraph previous, Metagraph latest) {
    return resyncing(
        () -> {
          PeerTable.Resynced next = follow(previous, latest);
          rows = rows.grown(next.table().numUids());
          rewarded = Arrays.copyOf(rewarded, next.table().numUids());
          next.report().replaced().stream().forEach(uid -> reset(uid, next.table()));
          next.report().added().stream().forEach(uid -> reset(uid, next.table()));
          for (int uid = peers.numUids(); uid < next.table().numUids(); uid++) {
            if (next.table().resets(uid) == 0) {
              rows.weight()[uid] = fresh(uid, 0);
            }
          }
          peers = next.table();
          return next.report();
        });
  }

  <T> T resyncing(Supplier<T> call) {
    return open(call);
  }

  PeerTable.Resynced follow(Metagraph previous, Metagraph latest) {
    return peers.resync(previous, latest);
  }

  void reset(int uid, PeerTable next) {
    rows.weight()[uid] = fresh(uid, next.resets(uid));
    rows.velocity()[uid] = new double[Rows.WIDTH];
    rewarded[uid] = 0;
  }

  @Override
  public GatingSnapshot snapshot() {
    return copying(() -> Saved.write(rows, peers, rewarded, step, generation, seed));
  }

  <T> T copying(Supplier<T> call) {
    return open(call);
  }

  @Override
  public RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
    return open(
        () -> {
          requireMine(snapshot);
          long[] resets = Saved.resets(snapshot);
          PeerTable.Restored next = match(snapshot, resets, metagraph);
          adopt(loaded(snapshot, resets.length).grown(next.table().numUids()), snapshot, next);
          return next.report();
        });
  }

  void requireMine(GatingSnapshot snapshot) {
    if (!snapshot.gate().equals("reference") || !snapshot.encoder().equals(Saved.ENCODER)) {
      throw new SnapshotException("this snapshot is of another gate or encoder");
    }
  }

  PeerTable.Restored match(GatingSnapshot snapshot, long[] resets, Metagraph metagraph) {
    return peers.restored(snapshot, resets, metagraph);
  }

  /** Reads the rows of a snapshot, all of them or none. */
  Rows loaded(GatingSnapshot snapshot, int numUids) {
    return Saved.rows(snapshot, numUids);
  }

  void adopt(Rows loaded, GatingSnapshot snapshot, PeerTable.Restored next) {
    int known = Saved.resets(snapshot).length;
    rewarded = Arrays.copyOf(Saved.rewarded(snapshot, known), loaded.weight().length);
    rows = loaded;
    seed = snapshot.seed();
    step = snapshot.step();
    generation = nextGeneration(snapshot);
    peers = next.table();
    for (int uid = known; uid < peers.numUids(); uid++) {
      rows.weight()[uid] = fresh(uid, peers.resets(uid));
    }
    next.report().reset().stream().forEach(uid -> reset(uid, peers));
  }

  long nextGeneration(GatingSnapshot snapshot) {
    return Math.max(generation, snapshot.generation()) + 1;
  }

  @Override
  public Set<Capability> capabilities() {
    return settings.learn()
        ? EnumSet.allOf(Capability.class)
        : EnumSet.of(Capability.RESYNC, Capability.SNAPSHOT);
  }

  @Override
  public int dimension() {
    return HashedWords.DIMENSION;
  }

  @Override
  public float[] representation(GateScores scores) {
    return open(
        () -> {
          double[] values = payload(scores).representation();
          float[] copy = new float[values.length];
          for (int i = 0; i < copy.length; i++) {
            copy[i] = (float) values[i];
          }
          return copy;
        });
  }

  @Override
  public List<ScoreParts> explain(GateScores scores) {
    return open(
        () -> {
          Payload payload = payload(scores);
          return scores.uids().stream().mapToObj(uid -> parts(uid, payload)).toList();
        });
  }

  ScoreParts parts(int uid, Payload payload) {
    float bias = (float) rows.weight()[uid][Rows.WIDTH - 1];
    float message = (float) (rows.score(uid, payload.representation()) - bias);
    return new ScoreParts(uid, 0, bias, message, 0, 0, rewarded[uid]);
  }

  @Override
  public void close() {
    synchronized (id) {
      closed = true;
    }
  }
}
