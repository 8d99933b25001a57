package org.gatehouse.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.Replayable;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.UnsupportedCapabilityException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.state.log.LogRecord;
import org.gatehouse.state.log.NewerLogException;
import org.gatehouse.state.log.SegmentReader;
import org.gatehouse.state.log.SegmentReader.DamageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a gate to the newest state that a folder can prove: the newest good snapshot, and what the
 * log says has happened since.
 *
 * <p>What is damaged is set aside, never deleted. For use once, by one thread.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private static final String UNREPLAYABLE = "it cannot be replayed: ";

  private final StateFolder folder;
  private final GatingModel gate;
  private final List<String> damages = new ArrayList<>();
  private KnownNetwork network = new KnownNetwork(null, 0, new TreeMap<>());
  private long sequence;
  private long step;
  private long replayedSteps;
  private long replayedResyncs;

  /**
   * Where a gate stands.
   *
   * @param sequence how many changes led here, in the folder's own count
   * @param snapshotSequence the same for the newest snapshot; -1 if there is none
   */
  record State(long sequence, long snapshotSequence, KnownNetwork network, RecoveryReport report) {}

  private record Found(long sequence, Path file, GatingSnapshot snapshot) {}

  Recovery(StateFolder folder, GatingModel gate) {
    this.folder = folder;
    this.gate = gate;
  }

  /**
   * Restores the gate.
   *
   * @param now the network as it is now, which the gate was made with
   * @throws SnapshotException if the newest good snapshot is of another gate, encoder or shape
   * @throws StateException if nothing can be read, or only what cannot be used without its base
   */
  State run(Optional<Metagraph> now) {
    try {
      Optional<Found> found = newestGood();
      if (found.isEmpty()) {
        GatingSnapshot fresh = gate.snapshot();
        return new State(0, -1, KnownNetwork.of(fresh), report(Optional.empty(), fresh.step()));
      }
      now.ifPresent(metagraph -> requireSameNetwork(found.get().snapshot(), metagraph));
      restore(found.get());
      replay();
      damages.forEach(damage -> LOG.warn("state: {}", damage));
      return new State(
          sequence, found.get().sequence(), network, report(found.map(Found::file), step));
    } catch (IOException e) {
      throw new StateException(
          folder.path() + ": the state cannot be read: " + StateFolder.reason(e), e);
    }
  }

  private RecoveryReport report(Optional<Path> snapshot, long steps) {
    return new RecoveryReport(snapshot, steps, replayedSteps, replayedResyncs, damages);
  }

  private Optional<Found> newestGood() throws IOException {
    List<String> reasons = new ArrayList<>();
    List<Path> damaged = new ArrayList<>();
    for (Map.Entry<Long, Path> file : folder.snapshots().descendingMap().entrySet()) {
      try {
        GatingSnapshot snapshot = SnapshotFile.read(file.getValue());
        for (int i = 0; i < damaged.size(); i++) {
          damages.add(reasons.get(i) + "; kept as " + DamagedFile.setAside(damaged.get(i)));
        }
        return Optional.of(new Found(file.getKey(), file.getValue(), snapshot));
      } catch (DamagedSnapshotException e) {
        damaged.add(file.getValue());
        reasons.add(String.valueOf(e.getMessage()));
      }
    }
    // Nothing is set aside here: the next start must not take an emptied folder for a new one.
    if (!damaged.isEmpty()) {
      throw new StateException(
          folder.path()
              + ": expected a snapshot that is whole, found none: "
              + String.join("; ", reasons)
              + "; put a backup there, or move the folder away to begin anew");
    }
    NavigableMap<Long, Path> segments = folder.segments();
    if (!segments.isEmpty() && hasRecords(segments)) {
      throw new StateException(
          folder.path()
              + ": expected a snapshot beside "
              + segments.firstEntry().getValue().getFileName()
              + ", found none; put it back, or move the folder away to begin anew");
    }
    requireNoOtherName();
    return Optional.empty();
  }

  /** A backup under a name of its own is not to be passed over without a word. */
  private void requireNoOtherName() throws IOException {
    Optional<Path> other = folder.misnamedSnapshot();
    if (other.isPresent()) {
      throw new StateException(
          other.get()
              + ": expected a snapshot to be named snapshot-NUMBER.safetensors, like "
              + folder.snapshot(0).getFileName()
              + "; rename it to start from it, or move it away");
    }
  }

  /** A host that was killed in its first moment leaves an empty log and no snapshot. */
  private static boolean hasRecords(NavigableMap<Long, Path> segments) throws IOException {
    for (Map.Entry<Long, Path> segment : segments.entrySet()) {
      try (SegmentReader reader = SegmentReader.open(segment.getValue(), segment.getKey())) {
        if (reader.next().isPresent()) {
          return true;
        }
      } catch (DamageException e) {
        if (e.size() > 0) {
          return true;
        }
      }
    }
    return false;
  }

  private void requireSameNetwork(GatingSnapshot snapshot, Metagraph now) {
    Integer saved = snapshot.netuid();
    if (saved != null && saved != now.netuid()) {
      throw new StateException(
          folder.path()
              + ": expected the state of netuid "
              + now.netuid()
              + ", found that of netuid "
              + saved
              + "; give each network a gatehouse.state.dir of its own");
    }
  }

  private void restore(Found found) {
    network = KnownNetwork.of(found.snapshot());
    sequence = found.sequence();
    step = found.snapshot().step();
    try {
      gate.restore(found.snapshot(), network.metagraph());
    } catch (SnapshotException e) {
      throw new SnapshotException(
          found.file()
              + ": "
              + e.getMessage()
              + "; give this gate another gatehouse.state.dir, or move the folder away to begin anew",
          e);
    }
  }

  private void replay() throws IOException {
    NavigableMap<Long, Path> segments = folder.segments();
    Long start = segments.floorKey(sequence);
    NavigableMap<Long, Path> later = start == null ? segments : segments.tailMap(start, true);
    boolean whole = true;
    for (Map.Entry<Long, Path> segment : later.entrySet()) {
      boolean last = segment.getKey().equals(later.lastKey());
      // A record that never got whole is given up, and the log goes on in the next segment.
      whole |= segment.getKey() == sequence;
      if (whole && segment.getKey() > sequence) {
        damages.add(
            folder.path()
                + ": the log misses the changes "
                + sequence
                + " to "
                + (segment.getKey() - 1));
        whole = false;
      }
      if (whole) {
        whole = replay(segment.getKey(), segment.getValue(), last);
      } else {
        damages.add(
            segment.getValue().getFileName()
                + ": follows what is missing; kept as "
                + DamagedFile.setAside(segment.getValue()));
      }
    }
  }

  /**
   * Replays a segment and returns whether it was whole.
   *
   * @param isLast whether no other segment follows
   */
  private boolean replay(long first, Path file, boolean isLast) throws IOException {
    try (SegmentReader reader = SegmentReader.open(file, first)) {
      while (true) {
        boolean isNew = reader.sequence() >= sequence;
        Optional<LogRecord> record = reader.next();
        if (record.isEmpty()) {
          return true;
        }
        if (isNew) {
          apply(record.get(), reader, isLast);
          sequence++;
        }
      }
    } catch (DamageException e) {
      damages.add(
          e.getMessage()
              + "; the state is that after change "
              + sequence
              + ", the rest is kept as "
              + (e.position() == 0
                  ? DamagedFile.setAside(file)
                  : DamagedFile.setAside(file, e.position())));
      return false;
    } catch (NewerLogException e) {
      throw new StateException(file + ": " + e.getMessage(), e);
    }
  }

  private void apply(LogRecord record, SegmentReader reader, boolean isLast)
      throws IOException, DamageException {
    try {
      if (record instanceof LogRecord.Step recorded) {
        learn(recorded);
        replayedSteps++;
      } else if (record instanceof LogRecord.Resync resync) {
        Metagraph latest = network.latest(resync);
        gate.resync(network.previous(resync), latest);
        network = KnownNetwork.of(latest);
        replayedResyncs++;
      }
    } catch (UnsupportedCapabilityException e) {
      throw unreplayable(reader.refuse(UNREPLAYABLE + e.getMessage()), e);
    } catch (GatehouseException e) {
      DamageException refused = reader.refuse(UNREPLAYABLE + e.getMessage());
      // Only the last that was written before a crash may be a step that the gate had refused.
      if (!isLast || !reader.isAtEnd()) {
        throw unreplayable(refused, e);
      }
      throw refused;
    }
  }

  private static StateException unreplayable(DamageException refused, GatehouseException cause) {
    return new StateException(
        refused.getMessage()
            + "; the log stays as it is: start with the gate and the version that wrote it, or move"
            + " the folder away to begin anew",
        cause);
  }

  private void learn(LogRecord.Step recorded) {
    if (recorded.step() != step + 1) {
      throw new StateException("expected step " + (step + 1) + ", found step " + recorded.step());
    }
    Replayable replayable =
        gate.extension(Replayable.class)
            .orElseThrow(
                () ->
                    new UnsupportedCapabilityException(
                        Capability.LEARN, "this gate cannot replay the steps of the log"));
    GateScores scores = replayable.revive(recorded.scores());
    step = gate.backward(scores, recorded.rewards()).step();
  }
}
