package org.gatehouse.testkit.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.api.metagraph.Metagraph;
import org.jspecify.annotations.Nullable;

/** Gates that save or load wrongly. */
final class StateMutants {

  private StateMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.of(
            "saves no hotkeys",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public GatingSnapshot snapshot() {
                    GatingSnapshot right = super.snapshot();
                    return new GatingSnapshot(
                        right.gate(),
                        right.encoder(),
                        right.netuid(),
                        right.block(),
                        right.step(),
                        right.generation(),
                        right.seed(),
                        new TreeMap<>(),
                        right.attributes(),
                        right.tensors());
                  }
                },
            "G2.5",
            "G5.1",
            "G5.2",
            "G5.3",
            "G5.4",
            "G5.5",
            "G5.9",
            "G12.1",
            "G12.2"),
        Mutant.of(
            "saves no seed",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public GatingSnapshot snapshot() {
                    GatingSnapshot right = super.snapshot();
                    return new GatingSnapshot(
                        right.gate(),
                        right.encoder(),
                        right.netuid(),
                        right.block(),
                        right.step(),
                        right.generation(),
                        0,
                        right.hotkeys(),
                        right.attributes(),
                        right.tensors());
                  }
                },
            "G5.4",
            "G5.5"),
        Mutant.of(
            "hands out its first snapshot for ever",
            (s, c) ->
                new ReferenceGate(s, c) {
                  private @Nullable GatingSnapshot first;

                  @Override
                  public GatingSnapshot snapshot() {
                    GatingSnapshot now = super.snapshot();
                    GatingSnapshot kept =
                        first == null || first.generation() != now.generation() ? now : first;
                    first = kept;
                    return kept;
                  }
                },
            "G2.5",
            "G5.3",
            "G12.1",
            "G12.2"),
        Mutant.of(
            "loads no biases",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  Rows loaded(GatingSnapshot snapshot, int numUids) {
                    Rows right = super.loaded(snapshot, numUids);
                    for (double[] row : right.weight()) {
                      row[Rows.WIDTH - 1] = 0;
                    }
                    return right;
                  }
                },
            "G2.5",
            "G5.1",
            "G5.2",
            "G5.3",
            "G5.5",
            "G5.9",
            "G5.10",
            "G12.1",
            "G12.2"),
        Mutant.of(
            "loads no velocity",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  Rows loaded(GatingSnapshot snapshot, int numUids) {
                    return new Rows(
                        super.loaded(snapshot, numUids).weight(), Rows.zeros(numUids).velocity());
                  }
                },
            "G5.1",
            "G5.2",
            "G5.3",
            "G5.10",
            "G12.1"),
        Mutant.of(
            "loads every row, whoever holds the uid",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  void adopt(Rows loaded, GatingSnapshot snapshot, PeerTable.Restored next) {
                    Rows all = new Rows(loaded.weight().clone(), loaded.velocity().clone());
                    super.adopt(loaded, snapshot, next);
                    rows = all;
                  }
                },
            "G5.5"),
        Mutant.of(
            "loads half of a damaged snapshot",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  Rows loaded(GatingSnapshot snapshot, int numUids) {
                    seed = snapshot.seed();
                    SnapshotTensor weight =
                        snapshot.tensor(
                            "weight", SnapshotTensor.Type.F64, List.of(numUids, Rows.WIDTH));
                    if (numUids == rows.weight().length) {
                      rows = new Rows(Rows.unflat(weight.toDoubles()), rows.velocity());
                    }
                    return super.loaded(snapshot, numUids);
                  }
                },
            "G5.6"),
        Mutant.of(
            "loads the snapshot of any gate",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  void requireMine(GatingSnapshot snapshot) {}
                },
            "G5.7"),
        Mutant.of(
            "loads into an older network",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
                    long block =
                        Math.max(
                            metagraph.block(), snapshot.block() == null ? 0 : snapshot.block());
                    return super.restore(
                        snapshot, Metagraph.of(metagraph.netuid(), block, metagraph.neurons()));
                  }
                },
            "G5.8"),
        Mutant.of(
            "shrinks to a smaller snapshot",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  void adopt(Rows loaded, GatingSnapshot snapshot, PeerTable.Restored next) {
                    super.adopt(loaded, snapshot, next);
                    int size = snapshot.tensors().get("resets").shape().get(0);
                    rows =
                        new Rows(
                            Arrays.copyOf(rows.weight(), size),
                            Arrays.copyOf(rows.velocity(), size));
                  }

                  @Override
                  public int numUids() {
                    super.numUids();
                    return rows.weight().length;
                  }
                },
            "G5.9"),
        Mutant.of(
            "numbers its restores by the snapshot",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  long nextGeneration(GatingSnapshot snapshot) {
                    return snapshot.generation() + 1;
                  }
                },
            "G4.5"),
        Mutant.of(
            "takes no network for network 0",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  PeerTable.Restored match(
                      GatingSnapshot snapshot, long[] resets, Metagraph metagraph) {
                    PeerTable.Restored next = super.match(snapshot, resets, metagraph);
                    return metagraph.neurons().isEmpty()
                        ? new PeerTable.Restored(
                            PeerTable.of(resets.length, Optional.of(metagraph)), next.report())
                        : next;
                  }
                },
            "G5.10"),
        Mutant.of(
            "writes down less than it knows",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  byte[] written(double[] representation) {
                    double[] rounded =
                        Arrays.stream(representation).map(value -> (float) value).toArray();
                    return super.written(rounded);
                  }
                },
            "G12.1"),
        Mutant.of(
            "writes down who is gone",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public RecordedScores record(GateScores scores) {
                    return new RecordedScores(scores.uids(), super.record(scores).payload());
                  }
                },
            "G12.2"),
        Mutant.of(
            "takes any bytes for a record",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  double[] read(byte[] bytes) {
                    return super.read(Arrays.copyOf(bytes, 8 * HashedWords.DIMENSION));
                  }
                },
            "G12.3"));
  }
}
