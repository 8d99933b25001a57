package org.gatehouse.host.replay.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.host.replay.statistics.Interval;

/**
 * Series in a plane.
 *
 * @param type how they are drawn
 * @param x what the horizontal axis shows, with its unit
 * @param y what the vertical one does
 * @param lines the series
 */
record Plot(Type type, String x, String y, List<Line> lines) {

  /** How series are drawn. */
  enum Type {
    /** By event of the replay: lines in bands. */
    EVENTS,
    /** The same over anything else. */
    LINES,
    /** Points with bars, beside the diagonal on which both axes agree. */
    AGREEMENT,
    /** Steps over a logarithmic axis. */
    HISTOGRAM
  }

  /** Copies the list. */
  Plot {
    lines = List.copyOf(lines);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", type.name());
    json.writeStringField("x", x);
    json.writeStringField("y", y);
    json.writeArrayFieldStart("lines");
    for (Line line : lines) {
      line.write(json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Returns the numbers as a table: a row for each place of the longest series. */
  Table table() {
    List<String> titles = new ArrayList<>(List.of(">" + x));
    lines.forEach(line -> titles.add(">" + line.name()));
    Table table = new Table(y, titles);
    double[] xs =
        lines.stream()
            .map(Line::xs)
            .max((one, other) -> Integer.compare(one.length, other.length))
            .orElseThrow();
    for (double place : xs) {
      List<Html> cells = new ArrayList<>(List.of(Html.text(Numbers.plain(place))));
      lines.forEach(line -> cells.add(cell(line, place)));
      table.row("", cells);
    }
    return table;
  }

  private static Html cell(Line line, double place) {
    int i = Arrays.binarySearch(line.xs(), place);
    if (i < 0) {
      return Html.text(Numbers.plain(Double.NaN));
    }
    Band band = line.band();
    String value = Numbers.format("%.4f", band.middle()[i]);
    return band.low().length == 0
        ? Html.text(value)
        : Numbers.with(value, new Interval(band.low()[i], band.high()[i]), "%.4f");
  }
}
