package org.gatehouse.host.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a JSON parser says, without the names of its own settings and classes. */
final class JsonWords {

  private static final Pattern QUOTED = Pattern.compile("['\"](.*)['\"]");

  private JsonWords() {}

  static String describe(@Nullable String message) {
    String text = message == null ? "" : message;
    if (text.startsWith("Duplicate field") || text.startsWith("Duplicate Object property")) {
      Matcher name = QUOTED.matcher(text);
      return "expected each field once, found " + (name.find() ? name.group(1) : "one") + " twice";
    }
    if (text.contains("NaN") || text.contains("INF") || text.contains("Infinity")) {
      return "expected JSON, in which NaN and Infinity are not numbers";
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
