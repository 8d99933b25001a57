package org.gatehouse.state.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.gatehouse.api.telemetry.MeterSink;
import org.jspecify.annotations.Nullable;

/**
 * The end of the log, to which records are added.
 *
 * <p>{@link #append}, {@link #undo}, {@link #rotate} and {@link #begin} are called by one thread at
 * a time, under the lock that orders the changes; {@link #force} and {@link #settle} by any.
 */
public final class TrainingLog implements AutoCloseable {

  private final LongFunction<Path> paths;
  private final FolderSync folder;
  private final LogFile.Opener files;
  private final MeterSink meters;
  private final Object forcing = new Object();
  private volatile LogSegment segment;
  private final AtomicLong appended;
  private long forced;
  private @Nullable Doubt doubt;

  private record Doubt(LogSegment about, IOException why) {}

  /** Makes the names of a folder's files durable. */
  public interface FolderSync {
    /** Forces the folder to disk. */
    void force() throws IOException;
  }

  /**
   * Begins a log.
   *
   * @param paths where the segment goes that begins with a record
   * @param first the sequence number of the first record
   */
  public TrainingLog(
      LongFunction<Path> paths,
      FolderSync folder,
      LogFile.Opener files,
      long first,
      MeterSink meters)
      throws IOException {
    this.paths = paths;
    this.folder = folder;
    this.files = files;
    this.meters = meters;
    this.segment = create(first);
    this.appended = new AtomicLong(first);
    this.forced = first;
  }

  /** Creates a segment whose name is durable, too. */
  private LogSegment create(long first) throws IOException {
    Path path = paths.apply(first);
    LogSegment created = LogSegment.create(files, path, first);
    try {
      folder.force();
      return created;
    } catch (IOException e) {
      try (created) {
        Files.deleteIfExists(path);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /**
   * Adds a record; if that fails, the log is as it was.
   *
   * @throws BrokenLogException if nobody knows how it is
   */
  public void append(LogRecord record) throws IOException {
    segment.append(RecordCodec.encode(appended.get(), record));
    appended.incrementAndGet();
  }

  /** Takes back the record that was added last. */
  public void undo() throws IOException {
    try {
      segment.undo();
    } catch (IOException e) {
      throw new BrokenLogException(e);
    }
    synchronized (forcing) {
      forced = Math.min(forced, appended.decrementAndGet());
    }
  }

  /** Returns the size of the current segment in bytes. */
  public long size() {
    return segment.size();
  }

  /**
   * Waits until every record before a sequence number is on disk, as far as there are records; one
   * thread works for all.
   *
   * <p>Once that has failed, it fails for every record that was not on disk before, until {@link
   * #settle}: a system tells only one caller that it could not write, and then forgets about it.
   */
  public void force(long sequence) throws IOException {
    synchronized (forcing) {
      long upTo = appended.get();
      if (forced >= Math.min(sequence, upTo)) {
        return;
      }
      if (doubt != null) {
        throw new IOException(doubt.why().getMessage(), doubt.why());
      }
      long start = System.nanoTime();
      try {
        segment.force();
      } catch (IOException e) {
        doubt = new Doubt(segment, e);
        throw e;
      }
      meters.time("gatehouse.state.log.fsync", Duration.ofNanos(System.nanoTime() - start));
      forced = upTo;
    }
  }

  /** Ends the current segment and begins another; where nothing was added, nothing happens. */
  public void rotate() throws IOException {
    long next = appended.get();
    if (segment.first() != next) {
      force(next);
      begin(next);
    }
  }

  /**
   * Begins a segment, whatever became of the current one; if that fails, the current one goes on.
   *
   * <p>What is not on disk of the current one is in doubt until {@link #settle}.
   *
   * @param first the sequence number of its first record
   */
  public void begin(long first) throws IOException {
    synchronized (forcing) {
      LogSegment next = create(first);
      try (LogSegment last = segment) {
        if (doubt == null && forced < appended.get()) {
          doubt =
              new Doubt(
                  last, new IOException("its last records are in a segment that was given up"));
        }
        segment = next;
        appended.set(first);
      }
    }
  }

  /** Takes note that a snapshot on disk holds everything before the current segment. */
  public void settle() {
    synchronized (forcing) {
      forced = Math.max(forced, segment.first());
      if (doubt != null && doubt.about() != segment) {
        doubt = null;
      }
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (forcing) {
      try (LogSegment last = segment) {
        last.force();
      }
    }
  }
}
