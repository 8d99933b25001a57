package org.gatehouse.host.metagraph;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.api.Uids;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphDiff;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.host.cli.Console;
import org.gatehouse.host.json.Json;

/** What happened to a network between two states, for a person or as JSON. */
final class Changes {

  private final Metagraph previous;
  private final Metagraph latest;
  private final MetagraphDiff diff;

  /**
   * Compares two states of one network.
   *
   * @throws org.gatehouse.api.metagraph.MetagraphException if they are of two networks
   */
  Changes(Metagraph previous, Metagraph latest) {
    this.previous = previous;
    this.latest = latest;
    this.diff = latest.diff(previous);
  }

  /** Returns whether nothing differs but, possibly, the block. */
  boolean isEmpty() {
    return diff.isEmpty();
  }

  /** Returns a line about the whole, then one for each peer that differs. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "netuid %d, block %d to %d: %d replaced, %d added, %d removed, %d changed, %d alike",
            latest.netuid(),
            previous.block(),
            latest.block(),
            diff.replaced().size(),
            diff.added().size(),
            diff.removed().size(),
            diff.changed().size(),
            diff.kept().size() - diff.changed().size()));
    diff.replaced().stream()
        .forEach(uid -> lines.add(line("replaced", uid, before(uid) + " -> " + after(uid))));
    diff.added().stream().forEach(uid -> lines.add(line("added", uid, after(uid))));
    diff.removed().stream().forEach(uid -> lines.add(line("removed", uid, before(uid))));
    diff.changed().stream()
        .forEach(
            uid ->
                differences(uid)
                    .forEach(
                        (column, values) ->
                            lines.add(
                                line(
                                    "changed",
                                    uid,
                                    column + " " + values.before() + " -> " + values.after()))));
    return lines;
  }

  private static String line(String what, int uid, String text) {
    return String.format(Locale.ROOT, "  %-8s  uid %-5d  %s", what, uid, Console.oneLine(text));
  }

  /** Returns the same as one line of JSON. */
  String json() {
    return Json.line(this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("netuid", latest.netuid());
    json.writeNumberField("previous_block", previous.block());
    json.writeNumberField("block", latest.block());
    json.writeArrayFieldStart("replaced");
    for (int uid : diff.replaced().toArray()) {
      json.writeStartObject();
      json.writeNumberField("uid", uid);
      json.writeStringField("previous_hotkey", before(uid));
      json.writeStringField("hotkey", after(uid));
      json.writeEndObject();
    }
    json.writeEndArray();
    hotkeys(json, "added", diff.added(), latest);
    hotkeys(json, "removed", diff.removed(), previous);
    json.writeArrayFieldStart("changed");
    for (int uid : diff.changed().toArray()) {
      json.writeStartObject();
      json.writeNumberField("uid", uid);
      json.writeArrayFieldStart("columns");
      for (String column : differences(uid).keySet()) {
        json.writeString(column);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void hotkeys(JsonGenerator json, String field, Uids uids, Metagraph holder)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (int uid : uids.toArray()) {
      json.writeStartObject();
      json.writeNumberField("uid", uid);
      json.writeStringField("hotkey", hotkey(holder, uid));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private Map<String, Columns.Difference> differences(int uid) {
    return Columns.differences(
        previous.neuron(uid).orElseThrow(), latest.neuron(uid).orElseThrow());
  }

  private String before(int uid) {
    return hotkey(previous, uid);
  }

  private String after(int uid) {
    return hotkey(latest, uid);
  }

  private static String hotkey(Metagraph holder, int uid) {
    return holder.neuron(uid).map(Neuron::hotkey).orElseThrow();
  }
}
