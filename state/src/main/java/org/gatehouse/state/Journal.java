package org.gatehouse.state;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.state.log.BrokenLogException;
import org.gatehouse.state.log.LogFile;
import org.gatehouse.state.log.LogRecord;
import org.gatehouse.state.log.TrainingLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order of a gate's changes: their count, and where they are logged, the log.
 *
 * <p>All but {@link #acknowledge}, {@link #force}, {@link #mend}, {@link #size} and {@link
 * #problem} is called under the lock that orders the changes.
 */
final class Journal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private static final String FAILURES = "gatehouse.state.log.failures";

  private final StateFolder folder;
  private final FsyncPolicy fsync;
  private final MeterSink meters;
  private final @Nullable TrainingLog log;
  private long sequence;
  private volatile @Nullable Problem problem;
  // Why the last change was not logged, though the next one may be.
  private volatile @Nullable String refusal;

  /** Why nothing can be logged; each is another, whatever it says. */
  static final class Problem {

    private final String message;

    private Problem(String message) {
      this.message = message;
    }
  }

  /** Makes a change; what it throws is the caller's to see. */
  interface Change<T> extends Supplier<T> {}

  /**
   * Begins after so many changes.
   *
   * @param files how the log's files are opened; {@code null} for no log
   */
  Journal(
      StateFolder folder,
      FsyncPolicy fsync,
      LogFile.@Nullable Opener files,
      long sequence,
      MeterSink meters)
      throws IOException {
    this.folder = folder;
    this.fsync = fsync;
    this.meters = meters;
    this.sequence = sequence;
    this.log =
        files == null
            ? null
            : new TrainingLog(folder::segment, folder::force, files, sequence, meters);
  }

  /** Returns how many changes there were. */
  long sequence() {
    return sequence;
  }

  /** Returns the size of the log's current segment in bytes; 0 without a log. */
  long size() {
    return log == null ? 0 : log.size();
  }

  /** Returns why changes are not logged; empty if all is well. */
  Optional<String> problem() {
    Problem found = problem;
    return Optional.ofNullable(found == null ? refusal : found.message);
  }

  /**
   * Logs a change and then makes it.
   *
   * @throws StateException if it cannot be logged; then it is not made
   */
  <T> T change(LogRecord record, Change<T> change) {
    if (log == null) {
      return unlogged(change);
    }
    requireSound();
    append(log, record);
    try {
      T made = change.get();
      sequence++;
      return made;
    } catch (RuntimeException | Error e) {
      try {
        log.undo();
      } catch (IOException again) {
        e.addSuppressed(broken("the change that failed is in it", again));
      }
      throw e;
    }
  }

  private void append(TrainingLog log, LogRecord record) {
    try {
      folder.requireOwn();
      log.append(record);
      refusal = null;
    } catch (BrokenLogException e) {
      throw broken("nothing was learned", e);
    } catch (IOException e) {
      String message =
          folder.path() + ": the training log cannot be written: " + StateFolder.reason(e);
      meters.count(FAILURES, 1);
      if (refusal == null) {
        LOG.error("{}; nothing is learned meanwhile", message);
      }
      refusal = message;
      throw new StateException(message + "; nothing was learned", e);
    }
  }

  /** Makes a change that no log could replay. */
  <T> T unlogged(Change<T> change) {
    T made = change.get();
    sequence++;
    return made;
  }

  private void requireSound() {
    Problem why = problem;
    if (why != null) {
      throw new StateException(
          why.message + "; nothing is learned until a snapshot could be written");
    }
  }

  private synchronized void say(String message) {
    problem = new Problem(message);
  }

  private StateException broken(String consequence, IOException cause) {
    String message =
        folder.path()
            + ": the training log is broken: "
            + StateFolder.reason(cause)
            + "; "
            + consequence;
    meters.count(FAILURES, 1);
    if (problem == null) {
      LOG.error("{}", message);
    }
    say(message);
    return new StateException(message, cause);
  }

  /**
   * Waits until the changes so far may be acknowledged.
   *
   * @param upTo how many of them
   * @throws StateException if they may not survive a power failure, though they were made
   */
  void acknowledge(long upTo) {
    if (fsync.kind() == FsyncPolicy.Kind.ALWAYS) {
      force(upTo);
    }
  }

  /** Forces the changes so far to disk. */
  void force() {
    force(Long.MAX_VALUE);
  }

  private void force(long upTo) {
    if (log != null) {
      try {
        log.force(upTo);
      } catch (IOException e) {
        throw broken("the last steps were learned, but may be lost in a power failure", e);
      }
    }
  }

  /**
   * Begins a segment for what comes after a snapshot.
   *
   * @return the problem that is none any more once the snapshot is written
   */
  @Nullable Problem rotate() throws IOException {
    if (log != null) {
      if (problem == null) {
        try {
          log.force(Long.MAX_VALUE);
        } catch (IOException e) {
          StateException unused = broken("nothing is learned until a snapshot is written", e);
        }
      }
      Problem healed = problem;
      if (healed == null) {
        log.rotate();
      } else {
        log.begin(sequence);
      }
      return healed;
    }
    return problem;
  }

  /** Refuses changes until a snapshot is written: the log does not lead to this state. */
  void leap() {
    sequence++;
    say(folder.path() + ": the state that was restored is not saved yet");
  }

  /**
   * Takes note that the snapshot is written for which the log was rotated.
   *
   * @param healed what {@link #rotate} returned; a problem that came later stays
   */
  synchronized void mend(@Nullable Problem healed) {
    if (log != null) {
      log.settle();
    }
    refusal = null;
    if (problem == healed) {
      problem = null;
    }
  }

  @Override
  public void close() throws IOException {
    if (log != null) {
      log.close();
    }
  }
}
