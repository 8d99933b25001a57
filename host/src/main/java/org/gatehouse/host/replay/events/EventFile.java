package org.gatehouse.host.replay.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.MessageRules;
import org.gatehouse.host.lines.LineReader;
import org.gatehouse.host.lines.MalformedLineException;

/**
 * A log of events in a file with one JSON object a line; blank lines are passed over.
 *
 * <p>Thread-safe; the file is read as a stream and must not change between readings.
 */
public final class EventFile implements EventSource {

  private final Path file;
  private final EventParser parser;

  /**
   * Creates the log; nothing is read yet.
   *
   * @param rules which prompts are refused
   */
  public EventFile(Path file, MessageRules rules) {
    this.file = file;
    this.parser = new EventParser(rules);
  }

  @Override
  public String name() {
    return file.toString();
  }

  /**
   * Returns the same events in a random order, each order being equally probable.
   *
   * <p>Where the lines are is kept in memory, the events are not.
   *
   * @param seed decides the order: Fisher and Yates' shuffle with a {@link java.util.Random}
   */
  public EventSource shuffled(long seed) {
    return new ShuffledEvents(this, seed);
  }

  Path path() {
    return file;
  }

  EventParser parser() {
    return parser;
  }

  @Override
  public EventCursor open(ProblemListener problems) {
    return read(problems);
  }

  Cursor read(ProblemListener problems) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new GatehouseException(file + ": expected a regular file; the log is read twice");
    }
    try {
      long size = Files.size(file);
      return new Cursor(
          new LineReader(Files.newInputStream(file), LineReader.LONGEST_LINE), size, problems);
    } catch (NoSuchFileException e) {
      throw new GatehouseException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  GatehouseException unreadable(IOException e) {
    return new GatehouseException(file + ": cannot be read: " + e.getMessage(), e);
  }

  /** A place in the file. */
  final class Cursor implements EventCursor {

    private final LineReader lines;
    private final long size;
    private final ProblemListener problems;
    private long start;

    Cursor(LineReader lines, long size, ProblemListener problems) {
      this.lines = lines;
      this.size = Math.max(1, size);
      this.problems = problems;
    }

    @Override
    public Optional<Event> next() {
      try {
        for (start = lines.position(); lines.next(); start = lines.position()) {
          try {
            String text = lines.text();
            if (!text.isBlank()) {
              return Optional.of(parser.parse(lines.number(), text));
            }
          } catch (MalformedLineException e) {
            problems.problem(lines.number(), e.reason());
          } catch (InvalidEventException e) {
            problems.problem(lines.number(), e.reason());
          }
        }
        return Optional.empty();
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    /** Returns at which byte the line of the last event begins. */
    long start() {
      return start;
    }

    /** Returns at which byte the line after the last event's begins. */
    long end() {
      return lines.position();
    }

    @Override
    public long position() {
      return Math.min(lines.position(), size);
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public void close() {
      try {
        lines.close();
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
  }
}
