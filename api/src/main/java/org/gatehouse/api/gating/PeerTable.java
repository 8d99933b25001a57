package org.gatehouse.api.gating;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatehouse.api.Uids;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.api.metagraph.Neuron;
import org.jspecify.annotations.Nullable;

/**
 * A gate's own record of which peer holds which uid, the authority at a resync.
 *
 * <p>It knows for each uid its hotkey, when the peer there last changed, and how often the uid was
 * reset: a gate derives a fresh row from (seed, uid, resets), so that a replay gives the same rows.
 * Immutable: {@link #resync} and {@link #restored} return a new table, which the gate adopts when
 * its rows have followed. Safe for use by many threads.
 */
public final class PeerTable {

  private final @Nullable Integer netuid;
  private final long block;
  private final long version;
  private final @Nullable String[] hotkeys;
  private final long[] changedAt;
  private final long[] resets;

  private PeerTable(
      @Nullable Integer netuid,
      long block,
      long version,
      @Nullable String[] hotkeys,
      long[] changedAt,
      long[] resets) {
    this.netuid = netuid;
    this.block = block;
    this.version = version;
    this.hotkeys = hotkeys;
    this.changedAt = changedAt;
    this.resets = resets;
  }

  /** A table after a resync, and what changed. */
  public record Resynced(PeerTable table, ResyncReport report) {}

  /** A table after a restore, and what became of each peer. */
  public record Restored(PeerTable table, RestoreReport report) {}

  /**
   * Returns the table of a new gate.
   *
   * @param numUids the size of the uid space, at least 1; larger if the network is
   * @param metagraph the network; without it all uids are unoccupied
   */
  public static PeerTable of(int numUids, Optional<Metagraph> metagraph) {
    if (numUids < 1) {
      throw new IllegalArgumentException("expected num-uids of at least 1, found " + numUids);
    }
    int size = Math.max(numUids, metagraph.map(Metagraph::uidSpace).orElse(0));
    @Nullable String[] hotkeys = new @Nullable String[size];
    metagraph.ifPresent(m -> m.neurons().forEach(n -> hotkeys[n.uid()] = n.hotkey()));
    return new PeerTable(
        metagraph.map(Metagraph::netuid).orElse(null),
        metagraph.map(Metagraph::block).orElse(0L),
        0,
        hotkeys,
        new long[size],
        new long[size]);
  }

  /**
   * Returns the table that follows a snapshot's state in the network as it is now.
   *
   * <p>If the gate of the snapshot was never told of a network, its rows belong to whoever holds
   * the uids now; and if the metagraph has no peers either, the table is again one that was never
   * told of a network.
   *
   * @param snapshot whose hotkeys decide which rows still belong to their peers
   * @param snapshotResets how often each uid was reset, shape [numUids of the snapshot]
   * @param metagraph the network as it is now
   * @throws SnapshotException if the metagraph is of another network than the snapshot or this
   *     table, or of an older block than the snapshot; or if the snapshot knows a peer at a uid for
   *     which it has no row
   */
  public Restored restored(GatingSnapshot snapshot, long[] snapshotResets, Metagraph metagraph) {
    boolean untold = snapshot.netuid() == null && metagraph.neurons().isEmpty();
    if (!untold) {
      requireSameNetwork(snapshot, metagraph);
    }
    requireRow(snapshot, snapshotResets.length);
    int size = Math.max(hotkeys.length, Math.max(snapshotResets.length, metagraph.uidSpace()));
    @Nullable String[] now = new @Nullable String[size];
    long[] counts = Arrays.copyOf(snapshotResets, size);
    List<Integer> restored = new ArrayList<>();
    List<Integer> reset = new ArrayList<>();
    for (Neuron neuron : metagraph.neurons()) {
      int uid = neuron.uid();
      now[uid] = neuron.hotkey();
      boolean unnamed = snapshot.netuid() == null && uid < snapshotResets.length;
      if (unnamed || neuron.hotkey().equals(snapshot.hotkeys().get(uid))) {
        restored.add(uid);
      } else {
        reset.add(uid);
        counts[uid]++;
      }
    }
    List<Integer> gone =
        snapshot.hotkeys().keySet().stream()
            .filter(uid -> metagraph.neuron(uid).isEmpty())
            .toList();
    return new Restored(
        new PeerTable(
            untold ? null : metagraph.netuid(),
            untold ? 0 : metagraph.block(),
            0,
            now,
            new long[size],
            counts),
        new RestoreReport(
            snapshot.step(),
            Uids.copyOf(restored),
            Uids.copyOf(reset),
            Uids.copyOf(gone),
            hotkeys.length,
            size));
  }

  private void requireSameNetwork(GatingSnapshot snapshot, Metagraph metagraph) {
    Integer saved = snapshot.netuid();
    if (saved != null && saved != metagraph.netuid()) {
      throw new SnapshotException(
          "the snapshot is of netuid " + saved + ", the metagraph of " + metagraph.netuid());
    }
    if (netuid != null && netuid != metagraph.netuid()) {
      throw new SnapshotException(
          "the gate is of netuid " + netuid + ", the metagraph of " + metagraph.netuid());
    }
    Long savedAt = snapshot.block();
    if (savedAt != null && metagraph.block() < savedAt) {
      throw new SnapshotException(
          "the snapshot is of block "
              + savedAt
              + ", the metagraph of the older block "
              + metagraph.block()
              + ": read the network again");
    }
  }

  private static void requireRow(GatingSnapshot snapshot, int rows) {
    for (int uid : snapshot.hotkeys().keySet()) {
      if (uid < 0 || uid >= rows) {
        throw new SnapshotException(
            "expected hotkeys of uids below "
                + rows
                + ", the number of rows, found one of uid "
                + uid);
      }
    }
  }

  /**
   * Returns the table after the network changed, and what has to be done about it.
   *
   * <p>Replaced and added uids are to be reset. A uid that lost its peer keeps its row until it is
   * used again, even by the same peer: then it counts as added. A table that was never told of a
   * network has nothing to compare with: it believes {@code previous} if that is of the same
   * network, and else takes the peers of {@code latest} for those that were there all along.
   *
   * @param previous what the caller believes was the state before
   * @throws MetagraphException if {@code latest} is of another network or an older block than this
   *     table
   */
  public Resynced resync(Metagraph previous, Metagraph latest) {
    if (netuid != null && netuid != latest.netuid()) {
      throw new MetagraphException(
          "expected a metagraph of netuid " + netuid + ", found netuid " + latest.netuid());
    }
    if (latest.block() < block) {
      throw new MetagraphException(
          "expected a metagraph of block " + block + " or later, found block " + latest.block());
    }
    if (netuid == null) {
      Metagraph believed = previous.netuid() == latest.netuid() ? previous : latest;
      return named(believed).resync(believed, latest);
    }
    int size = Math.max(hotkeys.length, latest.uidSpace());
    @Nullable String[] now = new @Nullable String[size];
    long[] changed = Arrays.copyOf(changedAt, size);
    long[] counts = Arrays.copyOf(resets, size);
    List<Integer> kept = new ArrayList<>();
    List<Integer> replaced = new ArrayList<>();
    List<Integer> added = new ArrayList<>();
    List<Integer> removed = new ArrayList<>();
    latest.neurons().forEach(n -> now[n.uid()] = n.hotkey());
    for (int uid = 0; uid < size; uid++) {
      String before = uid < hotkeys.length ? hotkeys[uid] : null;
      String after = now[uid];
      if (after == null) {
        if (before != null) {
          removed.add(uid);
          changed[uid] = version + 1;
        }
      } else if (after.equals(before)) {
        kept.add(uid);
      } else {
        (before == null ? added : replaced).add(uid);
        changed[uid] = version + 1;
        counts[uid]++;
      }
    }
    PeerTable table =
        new PeerTable(latest.netuid(), latest.block(), version + 1, now, changed, counts);
    ResyncReport report =
        new ResyncReport(
            Uids.copyOf(kept),
            Uids.copyOf(replaced),
            Uids.copyOf(added),
            Uids.copyOf(removed),
            disagreements(previous),
            hotkeys.length,
            size);
    return new Resynced(table, report);
  }

  /** Returns this table with peers that it takes to have been there all along. */
  private PeerTable named(Metagraph believed) {
    @Nullable String[] names = new @Nullable String[hotkeys.length];
    for (int uid = 0; uid < names.length; uid++) {
      names[uid] = believed.neuron(uid).map(Neuron::hotkey).orElse(null);
    }
    return new PeerTable(believed.netuid(), 0, version, names, changedAt, resets);
  }

  private Uids disagreements(Metagraph previous) {
    List<Integer> differing = new ArrayList<>();
    for (int uid = 0; uid < Math.max(hotkeys.length, previous.uidSpace()); uid++) {
      String known = uid < hotkeys.length ? hotkeys[uid] : null;
      String believed = previous.neuron(uid).map(Neuron::hotkey).orElse(null);
      if (known == null ? believed != null : !known.equals(believed)) {
        differing.add(uid);
      }
    }
    return Uids.copyOf(differing);
  }

  /** Returns the size of the uid space, at least 1. */
  public int numUids() {
    return hotkeys.length;
  }

  /** Returns the network's number; empty if no metagraph was seen yet. */
  public Optional<Integer> netuid() {
    return Optional.ofNullable(netuid);
  }

  /** Returns the block of the last metagraph; 0 if none was seen yet. */
  public long block() {
    return block;
  }

  /** Returns how many resyncs led to this table: a stamp to keep with scores. */
  public long version() {
    return version;
  }

  /** Returns whether the peer at a uid changed or left after the table of that version. */
  public boolean changedSince(int uid, long earlierVersion) {
    return changedAt[uid] > earlierVersion;
  }

  /** Returns how often a uid was reset. */
  public long resets(int uid) {
    return resets[uid];
  }

  /** Returns how often each uid was reset, shape [numUids], for a snapshot. */
  public long[] resets() {
    return resets.clone();
  }

  /** Returns the hotkeys of the occupied uids, for a snapshot. */
  public SortedMap<Integer, String> hotkeys() {
    SortedMap<Integer, String> occupied = new TreeMap<>();
    for (int uid = 0; uid < hotkeys.length; uid++) {
      String hotkey = hotkeys[uid];
      if (hotkey != null) {
        occupied.put(uid, hotkey);
      }
    }
    return Collections.unmodifiableSortedMap(occupied);
  }
}
