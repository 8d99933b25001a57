package org.gatehouse.state;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.Capability;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.state.log.DiskFile;
import org.gatehouse.state.log.LogFile;
import org.gatehouse.state.log.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gate whose learned state survives the process: snapshots at intervals and at the end, and a log
 * of every step and resync in between.
 *
 * <p>Whoever changes the gate does so through this wrapper. One lock puts the changes in an order:
 * each is first logged and then made, so that one that cannot be logged changes nothing. Forward
 * passes never wait for any of it. A snapshot is copied under the lock and written outside of it.
 *
 * <p>The wrapped gate is lent: closing this writes the last snapshot and gives the folder back, and
 * the gate is its owner's to close after that. Safe for use by many threads.
 */
public final class DurableGate implements GatingModel {

  private static final Logger LOG = LoggerFactory.getLogger(DurableGate.class);

  private final GatingModel gate;
  private final StateFolder folder;
  private final SnapshotKeeper snapshots;
  private final StepRecorder recorder;
  private final RecoveryReport recovery;
  private final Journal journal;
  private final StateThread thread;
  private final ReentrantLock changes = new ReentrantLock(true);
  private final Object snapshotting = new Object();

  private KnownNetwork network;
  private long steps;
  private volatile boolean closed;

  private DurableGate(
      StateSettings settings,
      GatingModel gate,
      StateFolder folder,
      Recovery.State state,
      LogFile.Opener files,
      MeterSink meters)
      throws IOException {
    this.gate = gate;
    this.folder = folder;
    this.recovery = state.report();
    this.network = state.network();
    this.steps = recovery.step();
    this.recorder = StepRecorder.of(settings, gate);
    this.snapshots =
        new SnapshotKeeper(folder, settings.keep(), state.snapshotSequence(), steps, meters);
    if (!snapshots.holds(state.sequence())) {
      snapshots.write(state.sequence(), gate.snapshot());
    }
    this.journal =
        new Journal(
            folder,
            settings.fsync(),
            recorder.isLogging() ? files : null,
            state.sequence(),
            meters);
    this.thread = new StateThread(this, journal, settings);
  }

  /**
   * Takes a folder, restores what it knows, and keeps the gate's state there from now on.
   *
   * @param gate a new gate, in which everything but its configuration is replaced
   * @param now the network as it is now; empty if it is not known yet
   * @throws SnapshotException if the folder holds the state of another gate, encoder or shape
   * @throws StateException if another host has the folder, it cannot be read or written to, nothing
   *     in it is whole, or it is of another network
   */
  public static DurableGate open(
      StateSettings settings, GatingModel gate, Optional<Metagraph> now, MeterSink meters) {
    return open(settings, gate, now, meters, DiskFile::new);
  }

  /** Does the same with a log whose files are opened in another way. */
  static DurableGate open(
      StateSettings settings,
      GatingModel gate,
      Optional<Metagraph> now,
      MeterSink meters,
      LogFile.Opener files) {
    if (!gate.capabilities().contains(Capability.SNAPSHOT)) {
      throw new StateException("expected a gate whose state can be saved, found one without");
    }
    StateFolder folder = StateFolder.open(settings.folder());
    try {
      Recovery.State state = new Recovery(folder, gate).run(now);
      DurableGate durable = new DurableGate(settings, gate, folder, state, files, meters);
      try {
        now.ifPresent(durable::follow);
        return durable;
      } catch (RuntimeException | Error e) {
        try (durable) {
          throw e;
        }
      }
    } catch (IOException e) {
      try (folder) {
        throw new StateException(
            settings.folder() + ": the state cannot be written: " + StateFolder.reason(e), e);
      }
    } catch (RuntimeException | Error e) {
      try (folder) {
        throw e;
      }
    }
  }

  /** Catches up with what has happened to the network since the state was saved. */
  private void follow(Metagraph now) {
    Integer saved = network.netuid();
    if (saved != null && now.block() < network.block()) {
      LOG.warn(
          "the network is read at block {}, the state is of the later block {}",
          now.block(),
          network.block());
    } else if (!KnownNetwork.of(now).equals(network)
        && gate.capabilities().contains(Capability.RESYNC)) {
      resync(saved == null ? now : network.metagraph(), now);
    }
  }

  /** Returns how the gate came to the state it started in. */
  public RecoveryReport recovery() {
    return recovery;
  }

  /** Returns how well the state is kept at this moment. */
  public StateHealth health() {
    return new StateHealth(
        snapshots.age(),
        snapshots.step(),
        journal.size(),
        journal.problem().or(snapshots::problem));
  }

  /** Returns the number of training steps taken over the whole life of the state. */
  public long steps() {
    changes.lock();
    try {
      return steps;
    } finally {
      changes.unlock();
    }
  }

  @Override
  public int numUids() {
    return open().numUids();
  }

  @Override
  public List<GateScores> forward(List<String> messages) {
    return open().forward(messages);
  }

  @Override
  public GateScores forward(String message) {
    return open().forward(message);
  }

  private GatingModel open() {
    if (closed) {
      throw new IllegalStateException("this gate is closed");
    }
    return gate;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnforcedStepException if the step was learned, but may not survive a power failure
   * @throws StateException if the step cannot be logged: then nothing was learned
   */
  @Override
  public TrainingStep backward(GateScores scores, float[] rewards) {
    float[] earned = rewards.clone();
    TrainingStep taken;
    long made;
    changes.lock();
    try {
      taken = learn(open(), scores, earned);
      steps = taken.step();
      made = journal.sequence();
    } finally {
      changes.unlock();
    }
    try {
      journal.acknowledge(made);
    } catch (StateException e) {
      throw new UnforcedStepException(String.valueOf(e.getMessage()), taken, e);
    }
    return taken;
  }

  private TrainingStep learn(GatingModel gate, GateScores scores, float[] rewards) {
    if (!recorder.isRecording()) {
      return journal.unlogged(() -> gate.backward(scores, rewards));
    }
    scores.requireRewards(rewards);
    Optional<LogRecord> record = recorder.record(steps + 1, scores, rewards);
    return record.isEmpty()
        ? gate.backward(scores, rewards)
        : journal.change(record.get(), () -> gate.backward(scores, rewards));
  }

  /**
   * {@inheritDoc}
   *
   * @throws StateException if the change cannot be logged: then nothing was changed; or if it was
   *     made, but may not survive a power failure: the message says which
   */
  @Override
  public ResyncReport resync(Metagraph previous, Metagraph latest) {
    ResyncReport report;
    long made;
    changes.lock();
    try {
      GatingModel open = open();
      report =
          journal.change(network.record(previous, latest), () -> open.resync(previous, latest));
      network = KnownNetwork.of(latest);
      made = journal.sequence();
    } finally {
      changes.unlock();
    }
    journal.acknowledge(made);
    return report;
  }

  @Override
  public GatingSnapshot snapshot() {
    return open().snapshot();
  }

  /**
   * {@inheritDoc}
   *
   * @throws StateException if the restored state cannot be saved; nothing is learned until it is
   */
  @Override
  public RestoreReport restore(GatingSnapshot snapshot, Metagraph metagraph) {
    RestoreReport report;
    changes.lock();
    try {
      report = open().restore(snapshot, metagraph);
      journal.leap();
      steps = report.step();
      network = KnownNetwork.of(gate.snapshot());
    } finally {
      changes.unlock();
    }
    checkpoint();
    return report;
  }

  /**
   * Writes a snapshot now, unless nothing has changed since the last.
   *
   * @throws StateException if it cannot be written; everything before is as it was
   */
  public void checkpoint() {
    open();
    writeSnapshot();
  }

  private void writeSnapshot() {
    synchronized (snapshotting) {
      try {
        folder.requireOwn();
        GatingSnapshot copy;
        long sequence;
        Journal.@Nullable Problem healed;
        changes.lock();
        try {
          sequence = journal.sequence();
          if (snapshots.holds(sequence) && journal.problem().isEmpty()) {
            snapshots.touch();
            return;
          }
          copy = gate.snapshot();
          healed = journal.rotate();
        } finally {
          changes.unlock();
        }
        snapshots.write(sequence, copy);
        journal.mend(healed);
      } catch (IOException e) {
        throw snapshots.failed(StateFolder.reason(e), e);
      } catch (GatehouseException e) {
        throw snapshots.failed(String.valueOf(e.getMessage()), e);
      } catch (RuntimeException | Error e) {
        throw snapshots.failed(e.toString(), e);
      }
    }
  }

  @Override
  public Set<Capability> capabilities() {
    return gate.capabilities();
  }

  @Override
  public <T> Optional<T> extension(Class<T> type) {
    return type.isInstance(this) ? Optional.of(type.cast(this)) : gate.extension(type);
  }

  /**
   * Refuses further changes, writes the last snapshot and gives the folder back; the wrapped gate
   * stays open.
   *
   * @throws StateException if the last snapshot cannot be written; what is logged is not lost
   */
  @Override
  public void close() {
    changes.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      changes.unlock();
    }
    try (folder) {
      thread.close();
      try {
        writeSnapshot();
      } finally {
        closeJournal();
      }
    }
  }

  private void closeJournal() {
    try {
      journal.close();
    } catch (IOException e) {
      LOG.warn("{}: the training log cannot be closed", folder.path(), e);
    }
  }
}
