package org.gatehouse.host.http;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.host.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not granted, as RFC 9457 wants it told.
 *
 * @param status the HTTP status
 * @param word the last word of its type; {@code null} if the status says it all
 * @param title the kind of the problem
 * @param detail this one problem, for a person
 * @param pointer the JSON pointer of the wrong field; {@code null} if it is none's fault
 * @param firstAnswer what the first of several equal requests was answered
 * @param headers further headers of the answer
 */
record Problem(
    int status,
    @Nullable String word,
    String title,
    String detail,
    @Nullable String pointer,
    @Nullable TrainingStep firstAnswer,
    List<Header> headers) {

  private static final String TYPE = "application/problem+json";

  /** Copies the list. */
  Problem {
    headers = List.copyOf(headers);
  }

  /** A header of an answer. */
  record Header(String name, String value) {}

  static Problem of(int status, String title, String detail) {
    return new Problem(status, null, title, detail, null, null, List.of());
  }

  static Problem of(int status, String word, String title, String detail) {
    return new Problem(status, word, title, detail, null, null, List.of());
  }

  /** Returns a problem of a field. */
  static Problem invalid(String detail, @Nullable String pointer) {
    return new Problem(
        400, "invalid-request", "The request is wrong", detail, pointer, null, List.of());
  }

  /** Returns a problem that will pass. */
  static Problem later(String word, String title, String detail) {
    return of(503, word, title, detail).header("Retry-After", "1");
  }

  Problem header(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Problem(status, word, title, detail, pointer, firstAnswer, more);
  }

  Problem at(@Nullable String where) {
    return new Problem(status, word, title, detail, where, firstAnswer, headers);
  }

  Problem first(TrainingStep answer) {
    return new Problem(status, word, title, detail, pointer, answer, headers);
  }

  Answer answer() {
    String text =
        Json.line(
            json -> {
              json.writeStartObject();
              json.writeStringField(
                  "type", word == null ? "about:blank" : "urn:gatehouse:problem:" + word);
              json.writeStringField("title", title);
              json.writeNumberField("status", status);
              json.writeStringField("detail", Utf.clean(detail));
              if (pointer != null) {
                json.writeStringField("pointer", pointer);
              }
              if (firstAnswer != null) {
                json.writeFieldName("first_answer");
                Answers.step(json, firstAnswer);
              }
              json.writeEndObject();
            });
    return Answer.text(status, TYPE, text, headers);
  }
}
