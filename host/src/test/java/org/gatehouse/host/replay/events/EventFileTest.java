package org.gatehouse.host.replay.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.MessageRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventFileTest {

  @TempDir private Path folder;

  private final List<String> problems = new ArrayList<>();

  private List<Event> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<Event> read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("events.jsonl"), bytes);
    List<Event> events = new ArrayList<>();
    EventFile log = new EventFile(file, new MessageRules(1000));
    try (EventSource.EventCursor cursor =
        log.open((line, message) -> problems.add(line + ": " + message))) {
      for (Optional<Event> next = cursor.next(); next.isPresent(); next = cursor.next()) {
        events.add(next.get());
      }
      assertThat(cursor.position()).isEqualTo(cursor.size());
    }
    return events;
  }

  private static String event(String prompt) {
    return "{\"prompt\": \"" + prompt + "\", \"uids\": [0], \"rewards\": [1]}";
  }

  @Test
  void readsOneEventALine() throws IOException {
    assertThat(read(event("a") + "\n" + event("b") + "\n"))
        .extracting(Event::prompt)
        .containsExactly("a", "b");
  }

  @Test
  void theLastLineNeedsNoLineEnd() throws IOException {
    assertThat(read(event("a") + "\n" + event("b"))).hasSize(2);
  }

  @Test
  void passesOverBlankLinesButCountsThem() throws IOException {
    assertThat(read("\n" + event("a") + "\n  \n" + event("b") + "\n\n"))
        .extracting(Event::line)
        .containsExactly(2L, 4L);
    assertThat(problems).isEmpty();
  }

  @Test
  void acceptsAByteOrderMarkAndWindowsLineEnds() throws IOException {
    assertThat(read("\uFEFF" + event("a") + "\r\n" + event("ü") + "\r\n"))
        .extracting(Event::prompt)
        .containsExactly("a", "ü");
  }

  @Test
  void reportsInvalidLinesAndGoesOn() throws IOException {
    assertThat(read(event("a") + "\nnonsense\n" + event("b"))).hasSize(2);
    assertThat(problems).singleElement().asString().startsWith("2: not JSON: Unrecognized token");
  }

  @Test
  void reportsLinesThatAreNotUtf8() throws IOException {
    byte[] bytes = (event("a") + "\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] broken = event("ü").getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(bytes, bytes.length + broken.length);
    System.arraycopy(broken, 0, all, bytes.length, broken.length);
    assertThat(read(all)).hasSize(1);
    assertThat(problems).containsExactly("2: the line is not valid UTF-8");
  }

  @Test
  void anEmptyFileHoldsNoEvent() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.jsonl"));
    try (EventSource.EventCursor cursor =
        new EventFile(file, new MessageRules(1)).open((line, message) -> {})) {
      assertThat(cursor.next()).isEmpty();
      assertThat(cursor.size()).isEqualTo(1);
    }
  }

  @Test
  void aMissingFileIsNamed() {
    EventFile log = new EventFile(Path.of("no/such.jsonl"), new MessageRules(1));
    assertThatThrownBy(() -> log.open((line, message) -> {}))
        .isInstanceOf(GatehouseException.class)
        .hasMessage("no/such.jsonl: there is no such file");
  }

  @Test
  void aFolderIsNoLog() {
    EventFile log = new EventFile(folder, new MessageRules(1));
    assertThatThrownBy(() -> log.open((line, message) -> {}))
        .isInstanceOf(GatehouseException.class)
        .hasMessage(folder + ": expected a regular file; the log is read twice");
  }
}
