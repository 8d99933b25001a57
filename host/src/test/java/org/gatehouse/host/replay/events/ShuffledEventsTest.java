package org.gatehouse.host.replay.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.gating.MessageRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShuffledEventsTest {

  @TempDir private Path folder;

  private final List<String> problems = new ArrayList<>();

  private EventFile file(String text) throws IOException {
    Path path = Files.writeString(folder.resolve("events.jsonl"), text);
    return new EventFile(path, new MessageRules(1000));
  }

  private static String line(String prompt) {
    return "{\"prompt\": \"" + prompt + "\", \"uids\": [0], \"rewards\": [1]}";
  }

  private List<Event> read(EventSource log) {
    List<Event> events = new ArrayList<>();
    try (EventSource.EventCursor cursor =
        log.open((number, message) -> problems.add(number + ": " + message))) {
      for (Optional<Event> next = cursor.next(); next.isPresent(); next = cursor.next()) {
        events.add(next.get());
      }
      assertThat(cursor.position()).isEqualTo(cursor.size());
    }
    return events;
  }

  @Test
  void hasEveryEventOnceWithItsLine() throws IOException {
    EventFile file =
        file(
            "\uFEFF" + line("ä") + "\n\n" + line("b") + "\r\n[]\n" + line("c€") + "\n" + line("d"));
    for (long seed = 0; seed < 20; seed++) {
      problems.clear();
      assertThat(read(file.shuffled(seed)))
          .extracting(event -> event.line() + " " + event.prompt())
          .containsExactlyInAnyOrder("1 ä", "3 b", "5 c€", "6 d");
      assertThat(problems).containsExactly("4: expected a JSON object, found a list");
    }
  }

  @Test
  void theOrderIsThatOfTheSeed() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      text.append(line("p" + i)).append('\n');
    }
    EventFile file = file(text.toString());
    List<String> order = read(file.shuffled(3)).stream().map(Event::prompt).toList();
    EventSource again = file.shuffled(3);
    assertThat(read(again)).extracting(Event::prompt).isEqualTo(order);
    assertThat(read(again)).extracting(Event::prompt).isEqualTo(order);
    assertThat(read(file.shuffled(4))).extracting(Event::prompt).isNotEqualTo(order);
  }

  @Test
  void eachOrderIsAboutEquallyProbable() throws IOException {
    EventFile file = file(line("a") + "\n" + line("b") + "\n" + line("c"));
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (long seed = 0; seed < 600; seed++) {
      StringBuilder order = new StringBuilder();
      read(file.shuffled(seed)).forEach(event -> order.append(event.prompt()));
      counts.merge(order.toString(), 1, Integer::sum);
    }
    assertThat(counts).hasSize(6);
    assertThat(new TreeSet<>(counts.values())).allMatch(count -> count > 60 && count < 140);
  }

  @Test
  void aFileThatChangesMeanwhileIsAFailure() throws IOException {
    EventFile file = file(line("a") + "\n" + line("b"));
    try (EventSource.EventCursor cursor = file.shuffled(1).open((number, message) -> {})) {
      Files.writeString(folder.resolve("events.jsonl"), "x".repeat(200));
      assertThatThrownBy(cursor::next)
          .isInstanceOf(GatehouseException.class)
          .hasMessageEndingWith("events.jsonl: was changed while it was replayed");
    }
  }
}
