package org.gatehouse.state.fakes;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.gating.Replayable;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;

/**
 * A gate whose score of a uid depends on every reward, every message and their order: score = 0.9
 * score + length of the message * reward. A reward of 666 makes it fail.
 */
public final class SumGate implements GatingModel, Replayable {

  private record Payload(int length, long version) {}

  private final UUID id = UUID.randomUUID();
  private final String name;
  private final boolean replayable;
  private float[] scores;
  private PeerTable peers;
  private long steps;
  private long generation;

  public SumGate(String name, int numUids, Optional<Metagraph> metagraph, boolean replayable) {
    this.name = name;
    this.peers = PeerTable.of(numUids, metagraph);
    this.scores = new float[peers.numUids()];
    this.replayable = replayable;
  }

  public SumGate(int numUids) {
    this("sum", numUids, Optional.empty(), true);
  }

  @Override
  public synchronized int numUids() {
    return scores.length;
  }

  @Override
  public synchronized List<GateScores> forward(List<String> messages) {
    return messages.stream().map(message -> score(message.length())).toList();
  }

  private GateScores score(int length) {
    return GateScores.of(
        id, generation, Uids.range(scores.length), scores, new Payload(length, peers.version()));
  }

  private Uids present(GateScores given) {
    Payload payload = given.payload(id, generation, Payload.class);
    return Uids.of(
        given.uids().stream().filter(uid -> !peers.changedSince(uid, payload.version())).toArray());
  }

  @Override
  public synchronized TrainingStep backward(GateScores given, float[] rewards) {
    given.requireRewards(rewards);
    Uids trained = present(given);
    Uids dropped = Uids.of(given.uids().stream().filter(uid -> !trained.contains(uid)).toArray());
    if (trained.isEmpty()) {
      return new TrainingStep(steps, 0, 0, trained, dropped);
    }
    int length = given.payload(id, generation, Payload.class).length();
    float[] after = scores.clone();
    for (int uid : trained.toArray()) {
      float reward = rewards[given.uids().indexOf(uid)];
      if (reward == 666) {
        throw new GatehouseException("this reward would make the weights infinite");
      }
      after[uid] = 0.9f * after[uid] + length * reward;
    }
    scores = after;
    steps++;
    return new TrainingStep(steps, 0, 0, trained, dropped);
  }

  @Override
  public synchronized RecordedScores record(GateScores given) {
    int length = given.payload(id, generation, Payload.class).length();
    return new RecordedScores(present(given), ByteBuffer.allocate(4).putInt(length).array());
  }

  @Override
  public synchronized GateScores revive(RecordedScores recorded) {
    if (recorded.payload().length != 4) {
      throw new SnapshotException("expected 4 bytes, found " + recorded.payload().length);
    }
    return score(ByteBuffer.wrap(recorded.payload()).getInt()).select(recorded.uids());
  }

  @Override
  public synchronized ResyncReport resync(Metagraph previous, Metagraph latest) {
    PeerTable.Resynced next = peers.resync(previous, latest);
    peers = next.table();
    scores = Arrays.copyOf(scores, peers.numUids());
    next.report().replaced().stream().forEach(uid -> scores[uid] = fresh(uid));
    next.report().added().stream().forEach(uid -> scores[uid] = fresh(uid));
    return next.report();
  }

  private float fresh(int uid) {
    return uid + 0.5f * peers.resets(uid);
  }

  @Override
  public synchronized GatingSnapshot snapshot() {
    TreeMap<String, SnapshotTensor> tensors = new TreeMap<>();
    tensors.put("scores", SnapshotTensor.floats(scores, scores.length));
    tensors.put("resets", SnapshotTensor.longs(peers.resets(), scores.length));
    boolean told = peers.netuid().isPresent();
    return new GatingSnapshot(
        name,
        "lengths",
        peers.netuid().orElse(null),
        told ? peers.block() : null,
        steps,
        generation,
        7,
        peers.hotkeys(),
        new TreeMap<>(),
        tensors);
  }

  @Override
  public synchronized RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
    if (!snapshot.gate().equals(name)) {
      throw new SnapshotException(
          "the snapshot is of gate " + snapshot.gate() + "; this is gate " + name);
    }
    float[] saved = snapshot.tensors().get("scores").toFloats();
    PeerTable.Restored next =
        peers.restored(snapshot, snapshot.tensors().get("resets").toLongs(), metagraph);
    peers = next.table();
    scores = Arrays.copyOf(saved, peers.numUids());
    next.report().reset().stream().forEach(uid -> scores[uid] = fresh(uid));
    steps = snapshot.step();
    generation++;
    return next.report();
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public <T> Optional<T> extension(Class<T> type) {
    return type == Replayable.class && !replayable
        ? Optional.empty()
        : GatingModel.super.extension(type);
  }

  @Override
  public void close() {}
}
