package org.gatehouse.host.http;

import org.jspecify.annotations.Nullable;

/** What a JSON parser says, without the names of its own settings and classes. */
final class JsonWords {

  private JsonWords() {}

  static String describe(@Nullable String message) {
    String text = message == null ? "" : message;
    if (text.startsWith("Duplicate field") || text.startsWith("Duplicate Object property")) {
      return "expected each field once, found one twice";
    }
    if (text.contains("nesting depth")) {
      return "expected at most " + StrictJson.DEEPEST + " levels of nesting, found more";
    }
    if (text.contains("Number value length") || text.contains("Number length")) {
      return "expected a shorter number";
    }
    if (text.contains("ame length")) {
      return "expected a shorter name of a field";
    }
    if (text.startsWith("Unexpected end-of-input")) {
      return "expected JSON, found its end too early";
    }
    return "expected JSON, found something else";
  }
}
