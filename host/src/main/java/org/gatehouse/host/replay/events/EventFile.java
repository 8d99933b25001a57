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

  @Override
  public EventCursor open(ProblemListener problems) {
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

  private GatehouseException unreadable(IOException e) {
    return new GatehouseException(file + ": cannot be read: " + e.getMessage(), e);
  }

  private final class Cursor implements EventCursor {

    private final LineReader lines;
    private final long size;
    private final ProblemListener problems;

    Cursor(LineReader lines, long size, ProblemListener problems) {
      this.lines = lines;
      this.size = Math.max(1, size);
      this.problems = problems;
    }

    @Override
    public Optional<Event> next() {
      try {
        while (lines.next()) {
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
