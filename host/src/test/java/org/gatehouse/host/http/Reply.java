package org.gatehouse.host.http;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An answer, however it was asked for; names of headers are in lower case. */
record Reply(int status, Map<String, String> headers, String body) {

  static Reply of(HttpResponse<String> response) {
    Map<String, String> headers = new TreeMap<>();
    response.headers().map().forEach((name, values) -> headers.put(lower(name), values.get(0)));
    return new Reply(response.statusCode(), headers, response.body());
  }

  /** Reads the first answer out of what a connection carried. */
  static Reply of(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0 || !text.startsWith("HTTP/1.1 ")) {
      throw new AssertionError("no answer: " + text);
    }
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(lower(lines[i].substring(0, colon)), lines[i].substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    int from = end + 4;
    return new Reply(
        Integer.parseInt(lines[0].substring(9, 12)),
        headers,
        text.substring(from, Math.min(text.length(), from + length)));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  String type() {
    return headers.getOrDefault("content-type", "");
  }

  /** Returns the body as maps, lists, text, numbers and truth values. */
  Map<String, Object> json() {
    return json(body);
  }

  static Map<String, Object> json(String text) {
    return ConfigFactory.parseString(
            text, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON))
        .root()
        .unwrapped();
  }
}
