package org.gatehouse.host.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatehouse.host.Cli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportOptionTest {

  @TempDir private Path folder;

  private final Cli cli = Cli.withFakeGate(6).set("gatehouse.selection.k=2");

  private Path log;
  private Path page;

  @BeforeEach
  void log() throws IOException {
    log = folder.resolve("events.jsonl");
    page = folder.resolve("out.html");
    Files.write(
        log,
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    "{\"prompt\": \"p%d\", \"task\": \"</script><img src=x onerror=t%d>\", \"uids\": [0, 1, 2, 3], \"rewards\": [%s]}"
                        .formatted(
                            i,
                            i % 2,
                            IntStream.range(0, 4)
                                .mapToObj(u -> String.valueOf(0.1 * u + 0.01 * ((i * 7 + u) % 13)))
                                .collect(Collectors.joining(", "))))
            .toList());
  }

  private Cli.Result replay(String... args) {
    return cli.run(
        Stream.of(
                List.of("replay"),
                List.of(args),
                List.of("--report", page.toString(), log.toString()))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  @Test
  void isWrittenOfASingleReplay() throws IOException {
    Cli.Result result = replay("--scenario", "churn:20:50%");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("Replay of " + log);
    assertThat(Files.readString(page))
        .startsWith("<!DOCTYPE html>")
        .endsWith("</html>\n")
        .contains("Replay of <span class=\"log\">events.jsonl</span>", "churn:20:50%")
        .contains("&lt;/script&gt;&lt;img src=x onerror=t1&gt;")
        .doesNotContain("<img")
        .doesNotContain(folder.toString());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(log, page);
    }
  }

  @Test
  void isWrittenOfAComparison() throws IOException {
    Cli.Result result =
        replay("--selector", "uniform", "--selector", "top-k", "--seeds", "2", "--json");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).startsWith("{\"runs\"");
    assertThat(Files.readString(page))
        .contains("uniform, top-k", "Bands are 95 % intervals over the 2 seeds");
  }

  @Test
  void isTheSameButForLatencies() throws IOException {
    replay("--selector", "uniform", "--selector", "top-k", "--seeds", "2");
    String first = withoutLatency(Files.readString(page));
    replay("--selector", "uniform", "--selector", "top-k", "--seeds", "2");
    assertThat(withoutLatency(Files.readString(page))).isEqualTo(first).contains("<script");
  }

  private static String withoutLatency(String page) {
    return page.replaceAll("(?s)<section id=\"latency\".*?</section>", "")
        .replaceAll("\"latency-forward\":.*?}]}}", "")
        .replaceAll("\"latency-backward\":.*?}]}}", "");
  }

  @Test
  void aMissingFolderIsFoundBeforeAnythingIsReplayed() {
    page = folder.resolve("missing").resolve("out.html");
    assertThat(replay())
        .isEqualTo(
            new Cli.Result(
                1, "", "gatehouse: " + page + ": cannot be written: its folder does not exist\n"));
  }

  @Test
  void theLogIsNotOverwritten() throws IOException {
    String events = Files.readString(log);
    page = log;
    assertThat(replay().err())
        .isEqualTo("gatehouse: --report is the log itself: " + log + " would be lost\n");
    assertThat(log).hasContent(events);
  }

  @Test
  void theSnapshotIsAnotherFile() {
    assertThat(replay("--snapshot-out", page.toString()).err())
        .isEqualTo(
            "gatehouse: --report and --snapshot-out: expected two files, found "
                + page
                + " twice\n");
  }
}
