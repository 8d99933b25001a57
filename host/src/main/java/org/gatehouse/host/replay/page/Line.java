package org.gatehouse.host.replay.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * One series of a plot.
 *
 * @param name what the legend says
 * @param kind {@code player} or {@code baseline}
 * @param number which of its kind: it has the same colour in every plot
 * @param shown whether it is drawn before a reader asks for it
 * @param xs where the points are, ascending
 * @param band the points, and the bounds around them if there are any
 * @param notes what else is known of each point; empty for nothing
 */
record Line(
    String name,
    String kind,
    int number,
    boolean shown,
    double[] xs,
    Band band,
    List<String> notes) {

  /** Copies the list. */
  Line {
    notes = List.copyOf(notes);
  }

  static Line of(Contestant contestant, double[] xs, Band band) {
    return of(contestant, xs, band, List.of());
  }

  static Line of(Contestant contestant, double[] xs, Band band, List<String> notes) {
    return new Line(contestant.name(), "player", contestant.number(), true, xs, band, notes);
  }

  static Line of(Baseline baseline, boolean shown, double[] xs, double[] ys) {
    return new Line(
        baseline.title(), "baseline", baseline.number(), shown, xs, bare(ys), List.of());
  }

  /** Returns a curve without bounds. */
  static Band bare(double[] ys) {
    return new Band(ys, new double[0], new double[0]);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("kind", kind);
    json.writeNumberField("number", number);
    json.writeBooleanField("shown", shown);
    Numbers.field(json, "xs", xs);
    Numbers.field(json, "ys", band.middle());
    if (band.low().length > 0) {
      Numbers.field(json, "low", band.low());
      Numbers.field(json, "high", band.high());
    }
    if (!notes.isEmpty()) {
      json.writeArrayFieldStart("notes");
      for (String note : notes) {
        json.writeString(note);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
