package org.gatehouse.host.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.ResyncReport;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.host.json.Json;
import org.gatehouse.host.serve.ModelState;
import org.gatehouse.host.serve.Resynced;
import org.gatehouse.host.serve.Scored;
import org.gatehouse.host.shadow.Comparison;
import org.gatehouse.host.shadow.ShadowState;
import org.jspecify.annotations.Nullable;

/** What the service says, as JSON. */
final class Answers {

  private Answers() {}

  static Answer of(Scored scored) {
    return Answer.json(
        Json.line(
            json -> {
              json.writeStartObject();
              json.writeStringField("gate", scored.gate());
              number(json, "block", scored.block());
              json.writeNumberField("expires_in_s", seconds(scored.expiresIn()));
              json.writeArrayFieldStart("results");
              for (Scored.Result result : scored.results()) {
                result(json, result);
              }
              json.writeEndArray();
              json.writeEndObject();
            }));
  }

  private static BigDecimal seconds(Duration time) {
    BigDecimal seconds = BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros();
    return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
  }

  private static void result(JsonGenerator json, Scored.Result result) throws IOException {
    json.writeStartObject();
    json.writeStringField("scores_id", result.scoresId());
    Scored.Choice choice = result.choice();
    if (choice == null) {
      json.writeArrayFieldStart("scores");
      GateScores scores = result.scores();
      for (int i = 0; i < scores.size(); i++) {
        json.writeNumber(scores.scoreAt(i));
      }
      json.writeEndArray();
    } else {
      json.writeStringField("selector", choice.selector());
      json.writeNumberField("k", choice.k());
      json.writeArrayFieldStart("selected");
      for (Scored.Peer peer : choice.peers()) {
        json.writeStartObject();
        json.writeNumberField("uid", peer.uid());
        json.writeStringField("hotkey", peer.hotkey());
        json.writeNumberField("score", peer.score());
        json.writeNumberField("propensity", peer.propensity());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  static Answer of(TrainingStep step) {
    return Answer.json(Json.line(json -> step(json, step)));
  }

  static void step(JsonGenerator json, TrainingStep step) throws IOException {
    json.writeStartObject();
    json.writeNumberField("step", step.step());
    Json.number(json, "loss", step.loss());
    Json.number(json, "gradient_norm", step.gradientNorm());
    uids(json, "trained", step.trained());
    uids(json, "dropped", step.dropped());
    json.writeEndObject();
  }

  static Answer of(Resynced resynced) {
    ResyncReport report = resynced.report();
    return Answer.json(
        Json.line(
            json -> {
              json.writeStartObject();
              json.writeNumberField("netuid", resynced.metagraph().netuid());
              json.writeNumberField("block", resynced.metagraph().block());
              json.writeNumberField("kept", report.kept().size());
              uids(json, "replaced", report.replaced());
              uids(json, "added", report.added());
              uids(json, "removed", report.removed());
              uids(json, "disagreeing", report.disagreeing());
              json.writeNumberField("num_uids_before", report.numUidsBefore());
              json.writeNumberField("num_uids", report.numUids());
              json.writeEndObject();
            }));
  }

  static Answer of(ModelState model) {
    return Answer.json(
        Json.line(
            json -> {
              json.writeStartObject();
              json.writeStringField("gate", model.gate());
              json.writeStringField("encoder", model.encoder());
              json.writeStringField("selector", model.selector());
              json.writeNumberField("k", model.k());
              number(json, "steps", model.steps());
              json.writeNumberField("num_uids", model.numUids());
              number(json, "netuid", model.netuid());
              number(json, "block", model.block());
              json.writeBooleanField("learn", model.learn());
              json.writeStringField("state_sha256", model.stateSha256());
              shadow(json, model.shadow());
              json.writeEndObject();
            }));
  }

  private static void shadow(JsonGenerator json, @Nullable ShadowState shadow) throws IOException {
    json.writeFieldName("shadow");
    if (shadow == null) {
      json.writeNull();
      return;
    }
    Comparison comparison = shadow.comparison();
    json.writeStartObject();
    json.writeStringField("gate", shadow.gate());
    String problem = shadow.problem();
    json.writeStringField("problem", problem == null ? null : Utf.clean(problem));
    number(json, "steps", shadow.steps());
    json.writeNumberField("dropped", shadow.dropped());
    json.writeNumberField("failures", shadow.failures());
    json.writeNumberField("events", comparison.events());
    both(json, "concordance", comparison.concordance());
    both(json, "reward", comparison.reward());
    json.writeNumberField("effective_sample_size", comparison.effectiveSampleSize());
    json.writeStringField("refused", comparison.refused());
    json.writeEndObject();
  }

  private static void both(JsonGenerator json, String field, Comparison.Both both)
      throws IOException {
    json.writeObjectFieldStart(field);
    Json.number(json, "served", both.served());
    Json.number(json, "shadow", both.shadow());
    json.writeEndObject();
  }

  static Answer live() {
    return Answer.json("{\"status\":\"up\"}");
  }

  static Answer ready(List<String> troubles) {
    String text =
        Json.line(
            json -> {
              json.writeStartObject();
              json.writeStringField("status", troubles.isEmpty() ? "ready" : "not ready");
              json.writeArrayFieldStart("reasons");
              for (String trouble : troubles) {
                json.writeString(Utf.clean(trouble));
              }
              json.writeEndArray();
              json.writeEndObject();
            });
    return Answer.text(troubles.isEmpty() ? 200 : 503, "application/json", text, List.of());
  }

  private static void uids(JsonGenerator json, String field, Uids uids) throws IOException {
    json.writeFieldName(field);
    int[] values = uids.toArray();
    json.writeArray(values, 0, values.length);
  }

  private static void number(JsonGenerator json, String field, @Nullable Number value)
      throws IOException {
    if (value == null) {
      json.writeNullField(field);
    } else {
      json.writeNumberField(field, value.longValue());
    }
  }
}
