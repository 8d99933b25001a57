package org.gatehouse.state.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.gatehouse.api.telemetry.MeterSink;

/**
 * The end of the log, to which records are added.
 *
 * <p>{@link #append}, {@link #undo} and {@link #rotate} are called by one thread at a time, under
 * the lock that orders the changes; {@link #force} by any.
 */
public final class TrainingLog implements AutoCloseable {

  private final LongFunction<Path> paths;
  private final FolderSync folder;
  private final MeterSink meters;
  private final Object forcing = new Object();
  private volatile LogSegment segment;
  private final AtomicLong appended;
  private long forced;

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
  public TrainingLog(LongFunction<Path> paths, FolderSync folder, long first, MeterSink meters)
      throws IOException {
    this.paths = paths;
    this.folder = folder;
    this.meters = meters;
    this.segment = LogSegment.create(paths.apply(first), first);
    this.appended = new AtomicLong(first);
    this.forced = first;
    folder.force();
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
   */
  public void force(long sequence) throws IOException {
    synchronized (forcing) {
      long upTo = appended.get();
      if (forced >= Math.min(sequence, upTo)) {
        return;
      }
      long start = System.nanoTime();
      segment.force();
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
   * Begins a segment anew, whatever became of the current one.
   *
   * @param first the sequence number of its first record
   */
  public void begin(long first) throws IOException {
    synchronized (forcing) {
      LogSegment next = LogSegment.create(paths.apply(first), first);
      LogSegment last = segment;
      segment = next;
      appended.set(first);
      forced = first;
      last.close();
    }
    folder.force();
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
