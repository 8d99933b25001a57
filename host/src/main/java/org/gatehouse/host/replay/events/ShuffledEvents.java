package org.gatehouse.host.replay.events;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.host.lines.LineReader;
import org.gatehouse.host.lines.MalformedLineException;

/** The events of a file in a random order that is the same each time. */
final class ShuffledEvents implements EventSource {

  private final EventFile file;
  private final long seed;

  ShuffledEvents(EventFile file, long seed) {
    this.file = file;
    this.seed = seed;
  }

  /** Where an event stands: its line, its first byte, and how many bytes it has. */
  private record Place(long line, long start, int length) {}

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public EventCursor open(ProblemListener problems) {
    List<Place> places = new ArrayList<>();
    try (EventFile.Cursor cursor = file.read(problems)) {
      for (Optional<Event> next = cursor.next(); next.isPresent(); next = cursor.next()) {
        int length = (int) (cursor.end() - cursor.start());
        places.add(new Place(next.get().line(), cursor.start(), length));
      }
    }
    Collections.shuffle(places, new Random(seed));
    try {
      return new Cursor(places, new RandomAccessFile(file.path().toFile(), "r"));
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  private final class Cursor implements EventCursor {

    private final List<Place> places;
    private final RandomAccessFile in;
    private int done;

    Cursor(List<Place> places, RandomAccessFile in) {
      this.places = places;
      this.in = in;
    }

    @Override
    public Optional<Event> next() {
      return done == places.size() ? Optional.empty() : Optional.of(read(places.get(done++)));
    }

    private Event read(Place place) {
      try {
        in.seek(place.start());
        byte[] bytes = new byte[(int) Math.min(place.length(), in.length() - place.start())];
        in.readFully(bytes);
        // As the first line of a text, it may have a byte order mark, like that of the file.
        try (LineReader line =
            new LineReader(new ByteArrayInputStream(bytes), LineReader.LONGEST_LINE)) {
          line.next();
          return file.parser().parse(place.line(), line.text());
        }
      } catch (MalformedLineException | InvalidEventException e) {
        throw new GatehouseException(name() + ": was changed while it was replayed", e);
      } catch (IOException e) {
        throw file.unreadable(e);
      }
    }

    @Override
    public long position() {
      return done;
    }

    @Override
    public long size() {
      return Math.max(1, places.size());
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw file.unreadable(e);
      }
    }
  }
}
