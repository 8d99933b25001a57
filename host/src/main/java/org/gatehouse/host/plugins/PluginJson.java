package org.gatehouse.host.plugins;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import org.gatehouse.config.plugin.PluginListing;
import org.gatehouse.config.plugin.PluginProblem;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.Provided;
import org.gatehouse.host.json.Json;

/** Plugins as JSON; texts that are not known are empty. */
final class PluginJson {

  private PluginJson() {}

  static String of(PluginListing listing) {
    return Json.table(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("path");
          for (Path folder : listing.path()) {
            json.writeString(folder.toString());
          }
          json.writeEndArray();
          SharedPrefixes.write(json);
          json.writeArrayFieldStart("plugins");
          for (PluginReport plugin : listing.all()) {
            write(json, plugin);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  static String of(PluginReport plugin) {
    return Json.table(json -> write(json, plugin));
  }

  private static void write(JsonGenerator json, PluginReport plugin) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", plugin.name());
    json.writeStringField("version", plugin.version());
    json.writeStringField("api", plugin.apiVersions());
    json.writeArrayFieldStart("requires");
    for (String word : plugin.requires()) {
      json.writeString(word);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("provides");
    for (Provided provided : plugin.provides()) {
      json.writeStartObject();
      json.writeStringField("kind", provided.kind().noun());
      json.writeStringField("name", provided.name());
      json.writeStringField("class", provided.className());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("location", plugin.location().toString());
    json.writeStringField("sha256", plugin.sha256());
    json.writeStringField("status", PluginText.status(plugin));
    json.writeArrayFieldStart("problems");
    for (PluginProblem problem : plugin.problems()) {
      json.writeStartObject();
      json.writeStringField("where", problem.where());
      json.writeStringField("found", problem.found());
      json.writeStringField("remedy", problem.remedy());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
