package org.gatehouse.host.replay.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gatehouse.host.replay.report.Details;
import org.gatehouse.host.replay.report.Report;

/** Which peers were chosen, and when. */
final class Selections {

  /** So many rows can be told apart. */
  private static final int PEERS = 30;

  /** More of them, and a telephone has no pixels for each. */
  private static final int STRETCHES = 50;

  private final Contestant contestant;
  private final List<Stretch> windows;
  private final Map<Integer, Long> totals = new TreeMap<>();
  private final Map<Integer, List<Long>> came = new TreeMap<>();
  private final List<Integer> peers;

  /** Some events: the number of the last, and how often each uid was chosen. */
  private record Stretch(long event, Map<Integer, Long> counts) {}

  private Selections(Contestant contestant) {
    this.contestant = contestant;
    Report run = contestant.first();
    windows = merged(run.details().windows());
    for (Stretch window : windows) {
      window.counts().forEach((uid, count) -> totals.merge(uid, count, Long::sum));
    }
    for (Details.Replacement replacement : run.details().replacements()) {
      for (int uid : replacement.uids().toArray()) {
        came.computeIfAbsent(uid, fresh -> new ArrayList<>()).add(replacement.event());
      }
    }
    peers =
        totals.entrySet().stream()
            .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(PEERS)
            .map(Map.Entry::getKey)
            .toList();
  }

  /** Returns fewer and longer windows. */
  private static List<Stretch> merged(List<Details.Window> windows) {
    int size = (windows.size() + STRETCHES - 1) / STRETCHES;
    List<Stretch> stretches = new ArrayList<>();
    for (int start = 0; start < windows.size(); start += size) {
      int end = Math.min(start + size, windows.size());
      Map<Integer, Long> counts = new TreeMap<>();
      for (Details.Window window : windows.subList(start, end)) {
        window.selections().forEach((uid, count) -> counts.merge(uid, (long) count, Long::sum));
      }
      stretches.add(new Stretch(windows.get(end - 1).event(), counts));
    }
    return stretches;
  }

  static Section of(List<Contestant> contestants) {
    List<Selections> all = contestants.stream().map(Selections::new).toList();
    Table table =
        new Table(
            "Chosen peers",
            List.of(
                "gate and selector",
                ">uid",
                ">chosen",
                ">share of the events",
                ">in the first tenth",
                ">in the last tenth",
                "new peer at event"));
    all.forEach(selections -> selections.rows(table));
    return new Section(
        "selections",
        "Chosen peers",
        "A row is a uid, a column a stretch of events, and the stronger the colour, the more often"
            + " the uid was chosen; a ring marks where the uid was given to a new peer. Shown are"
            + " the "
            + PEERS
            + " uids that were chosen most, in the run with the first seed.",
        List.of(),
        List.of(
            new Figure(
                "selection",
                "How often each peer was chosen",
                json -> {
                  json.writeStartObject();
                  json.writeStringField("type", "SELECTIONS");
                  json.writeArrayFieldStart("runs");
                  for (Selections selections : all) {
                    selections.write(json);
                  }
                  json.writeEndArray();
                  json.writeEndObject();
                },
                table)));
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField(
        "name", contestant.name() + ", seed " + contestant.first().labels().seed());
    json.writeNumberField("others", totals.size() - peers.size());
    Numbers.field(
        json, "ends", windows.stream().mapToDouble(stretch -> (double) stretch.event()).toArray());
    Numbers.field(json, "uids", peers.stream().mapToDouble(Integer::doubleValue).toArray());
    json.writeArrayFieldStart("counts");
    for (int uid : peers) {
      Numbers.array(
          json,
          windows.stream()
              .mapToDouble(window -> (double) window.counts().getOrDefault(uid, 0L))
              .toArray());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("came");
    for (int uid : peers) {
      Numbers.array(
          json,
          came.getOrDefault(uid, List.of()).stream()
              .mapToDouble(event -> (double) event)
              .toArray());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void rows(Table table) {
    int tenth = Math.max(1, windows.size() / 10);
    for (int uid : peers) {
      table.row(
          contestant.name(),
          String.valueOf(uid),
          String.valueOf(count(uid, 0, windows.size())),
          share(uid, 0, windows.size()),
          share(uid, 0, tenth),
          share(uid, windows.size() - tenth, windows.size()),
          came.getOrDefault(uid, List.of()).stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", ")));
    }
  }

  private String share(int uid, int start, int end) {
    long before = start == 0 ? 0 : windows.get(start - 1).event();
    return Numbers.format(
        "%.1f %%", 100.0 * count(uid, start, end) / (windows.get(end - 1).event() - before));
  }

  private long count(int uid, int start, int end) {
    return windows.subList(start, end).stream()
        .mapToLong(window -> window.counts().getOrDefault(uid, 0L))
        .sum();
  }
}
