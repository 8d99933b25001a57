package org.gatehouse.host.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes bodies that are right but for one or two things, or for all. */
final class BodyFuzz {

  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "-1",
          "0.5",
          "1e400",
          "-1e400",
          "1e39",
          "1e-400",
          "-0.0",
          "NaN",
          "-Infinity",
          "99999999999999999999",
          "4294967296",
          "01",
          "+1",
          ".5",
          "1.",
          "\"\"",
          "\"text\"",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\"\\x\"",
          "\"unterminated",
          "\"raw\nnewline\"",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "{\"a\":1}",
          "{\"a\":1,\"a\":2}",
          "",
          "'single'",
          "/* comment */ 1",
          "\ufeff1",
          "[" + "1,".repeat(20_000) + "1]",
          "[" + "1e308,".repeat(5_000) + "1]",
          "[".repeat(5_000),
          "{\"a\":".repeat(5_000),
          "9".repeat(10_000),
          "1e" + "9".repeat(300),
          "\"" + "x".repeat(40_000) + "\"");

  private final Random random;
  private long block = 1;

  BodyFuzz(Random random) {
    this.random = random;
  }

  byte[] next(String path, String scoresId) {
    Map<String, String> fields = right(path, scoresId);
    List<String> names = new ArrayList<>(fields.keySet());
    String name = names.get(random.nextInt(names.size()));
    String more = "";
    switch (random.nextInt(8)) {
      case 0 -> fields.remove(name);
      case 1, 2, 3 -> fields.put(name, odd());
      case 4 -> fields.put("unknown" + random.nextInt(3), odd());
      case 5 -> more = ",\"" + name + "\":" + fields.get(name);
      case 6 -> fields.put(name, fields.get(name).replaceFirst("\\d+", "0" + odd()));
      default -> {
        fields.put(name, odd());
        fields.put(names.get(random.nextInt(names.size())), odd());
      }
    }
    StringBuilder text = new StringBuilder("{");
    fields.forEach(
        (field, value) ->
            text.append(text.length() > 1 ? "," : "")
                .append('"')
                .append(field)
                .append("\":")
                .append(value));
    byte[] body = text.append(more).append('}').toString().getBytes(StandardCharsets.UTF_8);
    return random.nextInt(3) == 0 ? broken(body) : body;
  }

  private String odd() {
    return ODD.get(random.nextInt(ODD.size()));
  }

  private Map<String, String> right(String path, String scoresId) {
    Map<String, String> fields = new LinkedHashMap<>();
    switch (path) {
      case "/v1/forward" -> {
        fields.put(random.nextBoolean() ? "message" : "messages", "\"hello\"");
        fields.computeIfPresent("messages", (field, value) -> "[" + value + ",\"world\"]");
        fields.put("k", "2");
        fields.put("selector", "\"uniform\"");
        fields.put("exclude", "[0,1]");
      }
      case "/v1/backward" -> {
        fields.put("scores_id", '"' + scoresId + '"');
        fields.put("uids", "[0,1,2]");
        fields.put("rewards", "[0.5,1,1e-3]");
      }
      default -> {
        fields.put("netuid", "1");
        fields.put("block", Long.toString(block++));
        fields.put("neurons", "[{\"uid\":0,\"hotkey\":\"a\"},{\"uid\":3,\"hotkey\":\"d\"}]");
      }
    }
    return fields;
  }

  /** Returns a body of which some bytes are others, missing or too many. */
  private byte[] broken(byte[] body) {
    int at = random.nextInt(body.length);
    byte[] broken = body.clone();
    switch (random.nextInt(5)) {
      case 0 -> broken[at] = (byte) random.nextInt(256);
      case 1 -> broken = Arrays.copyOf(body, at);
      case 2 -> broken[at] = (byte) 0xC0;
      case 3 -> broken = with(body, at, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
      default -> broken = with(body, body.length, "{}".getBytes(StandardCharsets.UTF_8));
    }
    return broken;
  }

  private static byte[] with(byte[] body, int at, byte[] more) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(body, 0, at);
    all.writeBytes(more);
    all.write(body, at, body.length - at);
    return all.toByteArray();
  }
}
