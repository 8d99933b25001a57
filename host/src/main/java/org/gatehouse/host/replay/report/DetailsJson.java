package org.gatehouse.host.replay.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.gatehouse.host.json.Json;
import org.gatehouse.host.replay.statistics.Calibration;
import org.jspecify.annotations.Nullable;

/** The details of a report as fields of its JSON object. */
final class DetailsJson {

  private DetailsJson() {}

  static void write(JsonGenerator json, Details details) throws IOException {
    json.writeArrayFieldStart("regret");
    for (Details.Window window : details.windows()) {
      json.writeStartObject();
      json.writeNumberField("event", window.event());
      Json.number(json, "oracle", window.regretToOracle());
      Json.number(json, "best_fixed", window.regretToBestFixed());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("selections");
    for (Details.Window window : details.windows()) {
      json.writeStartObject();
      json.writeNumberField("event", window.event());
      json.writeObjectFieldStart("counts");
      for (Map.Entry<Integer, Integer> chosen : window.selections().entrySet()) {
        json.writeNumberField(String.valueOf(chosen.getKey()), chosen.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("tasks");
    for (Details.TaskRewards task : details.tasks()) {
      json.writeStartObject();
      json.writeStringField("task", task.task());
      json.writeNumberField("events", task.events());
      ReportJson.rewards(json, task.reward());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("replacements");
    for (Details.Replacement replacement : details.replacements()) {
      replacement(json, replacement);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("calibration");
    for (Calibration.Bin bin : details.calibration()) {
      bin(json, bin);
    }
    json.writeEndArray();
    offPolicy(json, details.offPolicy());
  }

  private static void replacement(JsonGenerator json, Details.Replacement replacement)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("event", replacement.event());
    list(json, "uids", replacement.uids().stream().boxed().toList());
    list(
        json,
        "waits",
        replacement.uids().stream()
            .mapToObj(uid -> String.valueOf(replacement.waits().get(uid)))
            .toList());
    list(json, "rates", replacement.rates());
    list(json, "uniform", replacement.uniform());
    json.writeEndObject();
  }

  /** Writes numbers, or null, as raw text: so that they stay in the line of what they belong to. */
  static void list(JsonGenerator json, String name, List<?> values) throws IOException {
    json.writeFieldName(name);
    json.writeRawValue(values.toString());
  }

  private static void bin(JsonGenerator json, Calibration.Bin bin) throws IOException {
    json.writeStartObject();
    json.writeNumberField("count", bin.count());
    Json.number(json, "predicted", bin.predicted());
    Json.number(json, "earned", bin.earned());
    Json.number(json, "spread", bin.spread());
    Double deviation = bin.deviation();
    Json.number(json, "deviation", deviation == null ? Double.NaN : deviation);
    json.writeEndObject();
  }

  private static void offPolicy(JsonGenerator json, @Nullable OffPolicy offPolicy)
      throws IOException {
    if (offPolicy == null) {
      json.writeNullField("off_policy");
      return;
    }
    json.writeObjectFieldStart("off_policy");
    json.writeNumberField("events", offPolicy.events());
    Json.number(json, "effective_sample_size", offPolicy.effectiveSampleSize());
    OffPolicy.Estimate estimate = offPolicy.estimate();
    Json.number(json, "ips", estimate == null ? Double.NaN : estimate.ips());
    Json.number(json, "snips", estimate == null ? Double.NaN : estimate.snips());
    if (estimate != null) {
      json.writeObjectFieldStart("interval_95");
      ReportJson.interval(json, "ips", estimate.ipsInterval());
      ReportJson.interval(json, "snips", estimate.snipsInterval());
      json.writeEndObject();
    }
    json.writeStringField("refused", offPolicy.refused());
    json.writeEndObject();
  }
}
