package org.gatehouse.host.doctor;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.host.cli.TextTable;
import org.gatehouse.host.json.Json;
import org.gatehouse.host.plugins.SharedPrefixes;

/**
 * Everything the doctor found out.
 *
 * @param settings the keys that differ from the defaults, empty if there is no configuration
 */
record Diagnosis(List<Check> checks, boolean configured, List<Setting> settings) {

  /** Copies the lists. */
  Diagnosis {
    checks = List.copyOf(checks);
    settings = List.copyOf(settings);
  }

  /** Returns whether nothing that is selected is broken. */
  boolean isGood() {
    return checks.stream().noneMatch(check -> check.status() == Check.Status.BROKEN);
  }

  /** Returns the diagnosis for a person. */
  List<String> lines() {
    TextTable table = new TextTable("status", "what", "found");
    for (Check check : checks) {
      String status = check.status().word();
      String name = check.name();
      for (String line : check.detail().split("\n", -1)) {
        table.row(status, name, line);
        status = "";
        name = "";
      }
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    lines.addAll(SharedPrefixes.lines());
    lines.add("");
    if (configured) {
      lines.add(settings.isEmpty() ? "All settings have their defaults." : "Settings:");
      settings.forEach(setting -> lines.add("  " + setting));
      lines.add("");
    }
    lines.add(isGood() ? "Everything that is selected works." : "Something selected is broken.");
    return lines;
  }

  /** Returns the diagnosis as one JSON object. */
  String json() {
    return Json.table(this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("good", isGood());
    json.writeArrayFieldStart("checks");
    for (Check check : checks) {
      json.writeStartObject();
      json.writeStringField("name", check.name());
      json.writeStringField("status", check.status().word());
      json.writeStringField("detail", check.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    SharedPrefixes.write(json);
    json.writeArrayFieldStart("settings");
    for (Setting setting : settings) {
      json.writeStartObject();
      json.writeStringField("key", setting.key());
      json.writeStringField("value", setting.value());
      json.writeStringField("origin", setting.origin());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
