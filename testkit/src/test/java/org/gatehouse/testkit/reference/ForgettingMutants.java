package org.gatehouse.testkit.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.PeerTable;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphDiff;
import org.gatehouse.api.metagraph.MetagraphException;

/** Gates that follow the network wrongly. */
final class ForgettingMutants {

  private ForgettingMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.of(
            "forgets to re-initialise a replaced row",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  void reset(int uid, PeerTable next) {
                    rows.velocity()[uid] = new double[Rows.WIDTH];
                  }
                },
            "G3.10",
            "G3.2",
            "G3.6",
            "G3.7",
            "G5.5",
            "G13.7"),
        Mutant.of(
            "keeps the velocity of a replaced row",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  void reset(int uid, PeerTable next) {
                    double[] velocity = rows.velocity()[uid];
                    super.reset(uid, next);
                    rows.velocity()[uid] = velocity;
                  }
                },
            "G3.10"),
        Mutant.of(
            "re-initialises every row at a resync",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  void reset(int uid, PeerTable next) {
                    for (int each = 0; each < rows.weight().length; each++) {
                      super.reset(each, next);
                    }
                  }
                },
            "G3.12",
            "G3.3",
            "G5.5",
            "G13.7"),
        Mutant.of(
            "draws fresh rows one after another",
            (s, c) ->
                new ReferenceGate(s, c) {
                  private long draws;

                  @Override
                  double[] fresh(int uid, long resets) {
                    return resets == 0 ? super.fresh(uid, 0) : super.fresh(100, ++draws);
                  }
                },
            "G9.2"),
        Mutant.of(
            "obeys the caller's previous metagraph",
            (s, c) ->
                new ReferenceGate(s, c) {
                  private Uids believed = Uids.empty();

                  @Override
                  void reset(int uid, PeerTable next) {
                    if (believed.isEmpty() || believed.contains(uid)) {
                      super.reset(uid, next);
                    }
                  }

                  @Override
                  public ResyncReport resync(Metagraph previous, Metagraph latest) {
                    MetagraphDiff diff = latest.diff(previous);
                    believed =
                        Uids.of(
                            IntStream.concat(diff.replaced().stream(), diff.added().stream())
                                .toArray());
                    ResyncReport right = super.resync(previous, latest);
                    return new ResyncReport(
                        diff.kept(),
                        diff.replaced(),
                        diff.added(),
                        diff.removed(),
                        right.disagreeing(),
                        right.numUidsBefore(),
                        right.numUids());
                  }
                },
            "G3.12",
            "G3.7",
            "G3.8"),
        Mutant.of(
            "reports no disagreement",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public ResyncReport resync(Metagraph previous, Metagraph latest) {
                    ResyncReport right = super.resync(previous, latest);
                    return new ResyncReport(
                        right.kept(),
                        right.replaced(),
                        right.added(),
                        right.removed(),
                        Uids.empty(),
                        right.numUidsBefore(),
                        right.numUids());
                  }
                },
            "G3.8"),
        Mutant.of(
            "counts a removed peer as kept",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public ResyncReport resync(Metagraph previous, Metagraph latest) {
                    ResyncReport right = super.resync(previous, latest);
                    Uids kept =
                        Uids.of(
                            IntStream.concat(right.kept().stream(), right.removed().stream())
                                .sorted()
                                .toArray());
                    return new ResyncReport(
                        kept,
                        right.replaced(),
                        right.added(),
                        Uids.empty(),
                        right.disagreeing(),
                        right.numUidsBefore(),
                        right.numUids());
                  }
                },
            "G3.1"),
        Mutant.of(
            "shrinks with its network",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  public ResyncReport resync(Metagraph previous, Metagraph latest) {
                    ResyncReport report = super.resync(previous, latest);
                    int size = Math.max(latest.uidSpace(), settings.numUids().orElse(1));
                    rows =
                        new Rows(
                            Arrays.copyOf(rows.weight(), size),
                            Arrays.copyOf(rows.velocity(), size));
                    return report;
                  }
                },
            "G3.5"),
        Mutant.of(
            "does not grow",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  PeerTable.Resynced follow(Metagraph previous, Metagraph latest) {
                    if (latest.uidSpace() > peers.numUids()) {
                      throw new MetagraphException("too many uids");
                    }
                    return super.follow(previous, latest);
                  }
                },
            "G3.4",
            "G7.5"),
        Mutant.of(
            "remembers a peer that comes back",
            (s, c) ->
                new ReferenceGate(s, c) {
                  private final Map<Integer, String> left = new TreeMap<>();

                  @Override
                  PeerTable.Resynced follow(Metagraph previous, Metagraph latest) {
                    PeerTable.Resynced next = super.follow(previous, latest);
                    next.report().removed().stream()
                        .forEach(uid -> left.put(uid, peers.hotkeys().get(uid)));
                    return next;
                  }

                  @Override
                  void reset(int uid, PeerTable next) {
                    if (!next.hotkeys().get(uid).equals(left.get(uid))) {
                      super.reset(uid, next);
                    }
                  }
                },
            "G3.6"),
        Mutant.of(
            "forgets a peer as soon as it leaves",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  PeerTable.Resynced follow(Metagraph previous, Metagraph latest) {
                    PeerTable.Resynced next = super.follow(previous, latest);
                    next.report().removed().stream()
                        .forEach(uid -> rows.weight()[uid] = new double[Rows.WIDTH]);
                    return next;
                  }
                },
            "G3.6"),
        Mutant.of(
            "accepts an older block",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  PeerTable.Resynced follow(Metagraph previous, Metagraph latest) {
                    long block = Math.max(latest.block(), peers.block());
                    return super.follow(
                        previous, Metagraph.of(latest.netuid(), block, latest.neurons()));
                  }
                },
            "G3.9"),
        Mutant.of(
            "takes a resync to the same network for a change",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  PeerTable.Resynced follow(Metagraph previous, Metagraph latest) {
                    step += latest.equals(previous) ? 1 : 0;
                    return super.follow(previous, latest);
                  }
                },
            "G3.11"),
        Mutant.of(
            "takes every peer for new at its first resync",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  PeerTable.Resynced follow(Metagraph previous, Metagraph latest) {
                    return super.follow(
                        peers.netuid().isPresent()
                            ? previous
                            : Metagraph.of(latest.netuid(), 0, List.of()),
                        latest);
                  }
                },
            "G3.12",
            "G5.10"),
        Mutant.of(
            "trains the successor of a replaced peer",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  boolean isGone(int uid, Payload payload) {
                    return false;
                  }
                },
            "G4.1",
            "G4.2",
            "G4.3",
            "G12.2",
            "G13.7"),
        Mutant.of(
            "drops all late rewards after a resync",
            (s, c) ->
                new ReferenceGate(s, c) {
                  @Override
                  boolean isGone(int uid, Payload payload) {
                    return payload.tableVersion() != peers.version();
                  }
                },
            "G3.11",
            "G4.1",
            "G12.2",
            "G13.7"));
  }
}
