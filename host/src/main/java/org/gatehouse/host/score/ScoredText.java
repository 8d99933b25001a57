package org.gatehouse.host.score;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gatehouse.host.cli.TextTable;
import org.gatehouse.host.json.Json;

/** A scored prompt for a person, or as JSON. */
final class ScoredText {

  private ScoredText() {}

  /** Returns the prompt and a table of the chosen peers. */
  static List<String> lines(Scored scored) {
    List<String> lines = new ArrayList<>();
    lines.add(title(scored));
    TextTable table = new TextTable(">uid", "hotkey", ">score", ">propensity");
    for (Scored.Peer peer : scored.selected()) {
      String hotkey = peer.hotkey();
      table.row(
          Integer.toString(peer.uid()),
          hotkey == null ? "-" : hotkey,
          String.format(Locale.ROOT, "%.6f", peer.score()),
          String.format(Locale.ROOT, "%.4f", peer.propensity()));
    }
    table.lines().forEach(line -> lines.add("  " + line));
    return lines;
  }

  /** Returns the prompt as one line. */
  static String title(Scored scored) {
    return scored.prompt().strip().replaceAll("\\s+", " ");
  }

  /** Writes what else is to be said of the chosen peer at a position. */
  interface More {
    void write(JsonGenerator json, int position) throws IOException;
  }

  /** Returns one line of JSON. */
  static String json(Scored scored) {
    return json(scored, (json, position) -> {});
  }

  /** Returns one line of JSON in which each peer has further fields. */
  static String json(Scored scored, More more) {
    return Json.line(
        json -> {
          json.writeStartObject();
          json.writeStringField("prompt", scored.prompt());
          json.writeStringField("gate", scored.gate());
          json.writeStringField("selector", scored.selector());
          json.writeNumberField("k", scored.k());
          Long block = scored.block();
          if (block == null) {
            json.writeNullField("block");
          } else {
            json.writeNumberField("block", block);
          }
          json.writeArrayFieldStart("selected");
          for (int i = 0; i < scored.selected().size(); i++) {
            Scored.Peer peer = scored.selected().get(i);
            json.writeStartObject();
            json.writeNumberField("uid", peer.uid());
            json.writeStringField("hotkey", peer.hotkey());
            json.writeNumberField("score", peer.score());
            json.writeNumberField("propensity", peer.propensity());
            more.write(json, i);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
