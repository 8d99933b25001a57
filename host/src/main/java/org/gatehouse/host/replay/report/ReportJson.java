package org.gatehouse.host.replay.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.gatehouse.host.json.Json;
import org.gatehouse.host.replay.statistics.Histogram;
import org.gatehouse.host.replay.statistics.Interval;
import org.jspecify.annotations.Nullable;

/** A report as JSON. */
public final class ReportJson {

  private ReportJson() {}

  /** Returns the report as one JSON object, each point of the curve in a line of its own. */
  public static String of(Report report) {
    return Json.table(json -> write(json, report));
  }

  static void write(JsonGenerator json, Report report) throws IOException {
    json.writeStartObject();
    json.writeStringField("gate", report.labels().gate());
    json.writeStringField("selector", report.labels().selector());
    json.writeNumberField("k", report.labels().k());
    json.writeNumberField("seed", report.labels().seed());
    json.writeNumberField("events", report.events());
    json.writeNumberField("skipped", report.skipped());
    json.writeNumberField("resyncs", report.resyncs());
    rewards(json, report.reward());
    Json.number(json, "share", report.reward().share());
    confidence(json, report.details().confidence());
    loss(json, report.loss());
    json.writeObjectFieldStart("latency_ms");
    latency(json, "forward", report.forward(), report.details().forward());
    latency(json, "backward", report.backward(), report.details().backward());
    json.writeEndObject();
    json.writeArrayFieldStart("curve");
    for (Report.Point point : report.curve()) {
      point(json, point);
    }
    json.writeEndArray();
    DetailsJson.write(json, report.details());
    json.writeEndObject();
  }

  static void rewards(JsonGenerator json, Rewards reward) throws IOException {
    json.writeObjectFieldStart("reward");
    Json.number(json, "selected", reward.selected());
    Json.number(json, "random", reward.random());
    Json.number(json, "running_mean", reward.runningMean());
    Json.number(json, "running_mean_ucb", reward.runningMeanUcb());
    Json.number(json, "best_fixed", reward.bestFixed());
    Json.number(json, "oracle", reward.oracle());
    json.writeEndObject();
  }

  static void confidence(JsonGenerator json, Confidence confidence) throws IOException {
    json.writeObjectFieldStart("interval_95");
    interval(json, "reward", confidence.reward());
    interval(json, "over_running_mean", confidence.overRunningMean());
    interval(json, "share", confidence.share());
    json.writeEndObject();
  }

  static void interval(JsonGenerator json, String name, Interval interval) throws IOException {
    json.writeObjectFieldStart(name);
    Json.number(json, "low", interval.low());
    Json.number(json, "high", interval.high());
    json.writeEndObject();
  }

  private static void loss(JsonGenerator json, Report.@Nullable Loss loss) throws IOException {
    if (loss == null) {
      json.writeNullField("loss");
      return;
    }
    json.writeObjectFieldStart("loss");
    Json.number(json, "first", loss.first());
    Json.number(json, "last", loss.last());
    json.writeEndObject();
  }

  private static void latency(
      JsonGenerator json,
      String name,
      Report.@Nullable Latency latency,
      @Nullable Histogram histogram)
      throws IOException {
    if (latency == null || histogram == null) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    Json.number(json, "p50", latency.p50());
    Json.number(json, "p99", latency.p99());
    json.writeArrayFieldStart("histogram");
    for (Histogram.Bar bar : histogram.bars()) {
      json.writeStartObject();
      Json.number(json, "from", bar.from());
      Json.number(json, "to", bar.to());
      json.writeNumberField("count", bar.count());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void point(JsonGenerator json, Report.Point point) throws IOException {
    json.writeStartObject();
    json.writeNumberField("event", point.event());
    Json.number(json, "reward", point.reward());
    Double loss = point.loss();
    if (loss == null) {
      json.writeNullField("loss");
    } else {
      Json.number(json, "loss", loss);
    }
    json.writeEndObject();
  }
}
