package com.example.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {

  @TempDir private Path folder;

  private List<String> append(Map<String, ?> event) throws IOException {
    Path path = folder.resolve("events.jsonl");
    try (EventLog log = EventLog.open(path)) {
      log.append(event);
    }
    return Files.readAllLines(path);
  }

  @Test
  void eachEventIsOneLineOfJson() throws IOException {
    append(Map.of("prompt", "two\nlines \"quoted\"\u0001é"));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("uids", List.of(3, 1));
    event.put("rewards", List.of(0.1, 1e-9));
    event.put("best", null);
    assertThat(append(event))
        .containsExactly(
            "{\"prompt\":\"two\\nlines \\\"quoted\\\"\\u0001é\"}",
            "{\"best\":null,\"rewards\":[0.1,1.0E-9],\"uids\":[3,1]}");
  }

  @Test
  void halfAnEventIsEndedBeforeTheNext() throws IOException {
    Files.writeString(folder.resolve("events.jsonl"), "{\"a\":1}\n{\"pro");
    assertThat(append(Map.of("a", 2))).containsExactly("{\"a\":1}", "{\"pro", "{\"a\":2}");
  }
}
