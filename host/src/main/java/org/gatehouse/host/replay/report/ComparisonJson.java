package org.gatehouse.host.replay.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.gatehouse.host.json.Json;

/** A comparison as JSON. */
public final class ComparisonJson {

  private ComparisonJson() {}

  /**
   * Returns the comparison as one JSON object: {@code runs}, each of them as a single report is
   * written, and {@code summary}, with one object for each gate and selector.
   */
  public static String of(Comparison comparison) {
    return Json.table(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("runs");
          for (Report run : comparison.runs()) {
            ReportJson.write(json, run);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("summary");
          for (Comparison.Summary summary : comparison.summaries()) {
            write(json, summary);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, Comparison.Summary summary) throws IOException {
    json.writeStartObject();
    json.writeStringField("gate", summary.gate());
    json.writeStringField("selector", summary.selector());
    json.writeNumberField("k", summary.k());
    DetailsJson.list(json, "seeds", summary.seeds());
    json.writeNumberField("events", summary.events());
    ReportJson.rewards(json, summary.reward());
    Json.number(json, "share", summary.reward().share());
    Json.number(json, "over_running_mean", summary.reward().overRunningMean());
    ReportJson.confidence(json, summary.confidence());
    json.writeEndObject();
  }
}
