package org.gatehouse.host.fakes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.Explaining;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.InvalidMessageException;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.ScoreParts;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;

/**
 * A gate whose score of a uid is the sum of the rewards it was told, and which writes down what is
 * done to it. It cannot score a message that contains "unscorable". Safe for use by many threads,
 * but for its list of calls.
 */
public final class FakeGate implements GatingModel, Explaining {

  /** The seed that the tests configure. */
  private static final long SEED = 9;

  private final UUID id = new UUID(0, 1);
  private final Set<Capability> capabilities;
  private final List<String> calls = new ArrayList<>();
  private float[] sums;
  private PeerTable peers;
  private long steps;
  private boolean explains;
  private float optimism;
  private Runnable closed = () -> {};

  public FakeGate(int numUids, Metagraph metagraph, Set<Capability> capabilities) {
    this.peers = PeerTable.of(numUids, Optional.ofNullable(metagraph));
    this.sums = new float[peers.numUids()];
    this.capabilities = EnumSet.copyOf(capabilities);
  }

  public FakeGate(int numUids) {
    this(numUids, null, EnumSet.allOf(Capability.class));
  }

  /** Has somebody told when the gate is closed. */
  public FakeGate telling(Runnable whenClosed) {
    closed = whenClosed;
    return this;
  }

  /** Has the gate explain its scores, to which each character of a message adds 1 / 8. */
  public FakeGate explaining() {
    explains = true;
    return this;
  }

  /** Has the gate explain its scores, to which it adds so many standard deviations. */
  public FakeGate optimistic(float deviations) {
    optimism = deviations;
    return explaining();
  }

  public List<String> calls() {
    return calls;
  }

  public SortedMap<Integer, String> hotkeys() {
    return peers.hotkeys();
  }

  @Override
  public synchronized int numUids() {
    return sums.length;
  }

  @Override
  public synchronized List<GateScores> forward(List<String> messages) {
    List<GateScores> results = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i).contains("unscorable")) {
        throw new InvalidMessageException(i, "the message is unscorable");
      }
      if (messages.get(i).contains("defect")) {
        throw new IllegalStateException("the gate is broken");
      }
      calls.add("forward " + messages.get(i));
      results.add(explains ? uncertain(messages.get(i)) : certain(messages.get(i)));
    }
    return results;
  }

  private GateScores certain(String message) {
    return GateScores.of(id, 0, Uids.range(sums.length), sums, message);
  }

  private GateScores uncertain(String message) {
    float[] scores = sums.clone();
    float[] deviations = new float[sums.length];
    for (int uid = 0; uid < sums.length; uid++) {
      scores[uid] += message.length() / 8f + optimism * deviation();
      deviations[uid] = deviation();
    }
    return GateScores.of(id, 0, Uids.range(sums.length), scores, deviations, message);
  }

  private float deviation() {
    return 1f / (1 + steps);
  }

  @Override
  public synchronized List<ScoreParts> explain(GateScores scores) {
    float message = scores.payload(id, 0, String.class).length() / 8f;
    calls.add("explain " + scores.uids());
    float added = optimism * deviation();
    return scores.uids().stream()
        .mapToObj(uid -> new ScoreParts(uid, 0, sums[uid], message, added, deviation(), steps))
        .toList();
  }

  @Override
  public boolean optimistic() {
    return optimism > 0;
  }

  @Override
  public <T> Optional<T> extension(Class<T> type) {
    return type == Explaining.class && !explains
        ? Optional.empty()
        : GatingModel.super.extension(type);
  }

  @Override
  public synchronized TrainingStep backward(GateScores scores, float[] rewards) {
    StringBuilder told = new StringBuilder("backward");
    for (int i = 0; i < rewards.length; i++) {
      sums[scores.uids().get(i)] += rewards[i];
      told.append(' ').append(scores.uids().get(i)).append('=').append(rewards[i]);
    }
    calls.add(told.toString());
    steps++;
    return new TrainingStep(steps, 1.0 / steps, 0, scores.uids(), Uids.empty());
  }

  @Override
  public synchronized ResyncReport resync(Metagraph previous, Metagraph latest) {
    PeerTable.Resynced resynced = peers.resync(previous, latest);
    calls.add(
        "resync replaced %s added %s removed %s at block %d"
            .formatted(
                resynced.report().replaced(),
                resynced.report().added(),
                resynced.report().removed(),
                latest.block()));
    peers = resynced.table();
    sums = Arrays.copyOf(sums, peers.numUids());
    resynced.report().replaced().stream().forEach(uid -> sums[uid] = 0);
    resynced.report().added().stream().forEach(uid -> sums[uid] = 0);
    return resynced.report();
  }

  @Override
  public synchronized GatingSnapshot snapshot() {
    TreeMap<String, SnapshotTensor> tensors = new TreeMap<>();
    tensors.put("sums", SnapshotTensor.floats(sums, sums.length));
    return new GatingSnapshot(
        "fake",
        "none",
        peers.netuid().orElse(null),
        peers.block(),
        steps,
        0,
        SEED,
        peers.hotkeys(),
        new TreeMap<>(),
        tensors);
  }

  @Override
  public synchronized RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
    float[] restored = snapshot.tensors().get("sums").toFloats();
    PeerTable.Restored table = peers.restored(snapshot, new long[restored.length], metagraph);
    peers = table.table();
    sums = Arrays.copyOf(restored, peers.numUids());
    table.report().reset().stream().forEach(uid -> sums[uid] = 0);
    steps = snapshot.step();
    return table.report();
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public synchronized void close() {
    calls.add("close");
    closed.run();
  }
}
