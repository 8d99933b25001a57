package org.gatehouse.host.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.host.Cli;
import org.gatehouse.host.Golden;
import org.gatehouse.state.SnapshotFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayCommandTest {

  @TempDir private Path folder;

  private final Cli cli =
      Cli.withFakeGate(2)
          .set("gatehouse.selection.k=1")
          .set("gatehouse.gating.seed=9")
          .set("gatehouse.gating.max-message-bytes=50");

  private String log(String... lines) throws IOException {
    return Files.writeString(folder.resolve("events.jsonl"), String.join("\n", lines)).toString();
  }

  private static String event(String prompt, String uids, String rewards, String more) {
    return "{\"prompt\": \"%s\", \"uids\": %s, \"rewards\": %s%s}"
        .formatted(prompt, uids, rewards, more);
  }

  private String threeEvents() throws IOException {
    return log(
        event("a", "[0, 1]", "[0.25, 0.5]", ", \"hotkeys\": [\"x\", \"y\"]"),
        event("b", "[0, 1]", "[0.5, 1.0]", ", \"hotkeys\": [\"x\", \"y\"]"),
        event("c", "[0, 5]", "[0.25, 1.0]", ", \"hotkeys\": [\"z\", \"y\"]"));
  }

  /** Latency is the one thing that differs from run to run. */
  private static String withoutLatency(String json) {
    return json.replaceAll("\"p(50|99)\": [0-9.E-]+", "\"p$1\": 0")
        .replaceAll("(?s)\"histogram\": \\[.*?]", "\"histogram\": []");
  }

  @Test
  void writesTheReportAsJson() throws IOException {
    Cli.Result result = cli.run("replay", "--json", threeEvents());
    assertThat(result.code()).isZero();
    assertThat(withoutLatency(result.out())).isEqualTo(Golden.text("replay.json"));
  }

  @Test
  void tellsProgressAndGrowthOnStandardError() throws IOException {
    String log = threeEvents();
    assertThat(cli.run("replay", log).err())
        .isEqualTo(
            """
            replaying %1$s: 33 %%
            %1$s:3: the gate's uid space grew from 2 to 6
            replaying %1$s: done
            """
                .formatted(log));
  }

  @Test
  void isReproducible() throws IOException {
    String log = threeEvents();
    cli.set("gatehouse.selection.selector=epsilon-greedy").set("gatehouse.selection.epsilon=0.9");
    assertThat(withoutLatency(cli.run("replay", "--json", log).out()))
        .isEqualTo(withoutLatency(cli.run("replay", "--json", log).out()));
  }

  @Test
  void writesTheReportAsText() throws IOException {
    assertThat(cli.run("replay", threeEvents()).out())
        .startsWith(
            "Replay of " + folder + "/events.jsonl\n\n  gate fake, selector top-k, k 1, seed 9\n")
        .contains("best fixed");
  }

  @Test
  void skipsInvalidLinesAndNamesThem() throws IOException {
    String log =
        log(
            "nonsense",
            event("a", "[0]", "[1]", ""),
            event("b".repeat(51), "[0]", "[1]", ""),
            event("unscorable", "[0]", "[1]", ""));
    Cli.Result result = cli.run("replay", "--json", log);
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("\"events\": 1,\"skipped\": 3,");
    assertThat(result.err())
        .isEqualTo(
            """
            %1$s:1: not JSON: Unrecognized token 'nonsense' (column 1); skipped
            replaying %1$s: 26 %%
            %1$s:3: prompt: the message has 51 bytes; expected at most 50 (gatehouse.gating.max-message-bytes); skipped
            %1$s:4: prompt: the message is unscorable; skipped
            replaying %1$s: done
            """
                .formatted(log));
  }

  @Test
  void namesTenInvalidLinesAndCountsTheOthers() throws IOException {
    String bad = IntStream.range(0, 15).mapToObj(i -> "[]").collect(Collectors.joining("\n"));
    String log = log(event("a", "[0]", "[1]", ""), bad);
    Cli.Result result = cli.run("replay", log);
    assertThat(result.err().lines()).hasSize(13).last().isEqualTo(log + ": 5 more lines skipped");
  }

  @Test
  void strictFailsWhenALineIsSkippedButReports() throws IOException {
    String log = log("[]", event("a", "[0]", "[1]", ""));
    Cli.Result result = cli.run("replay", "--strict", "--json", log);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("\"skipped\": 1");
    assertThat(result.err())
        .endsWith("gatehouse: lines that are no event are a failure with --strict\n");
    assertThat(cli.run("replay", "--strict", threeEvents()).code()).isZero();
  }

  @Test
  void theLogIsNoPlaceForASnapshot() throws IOException {
    String log = threeEvents();
    String before = Files.readString(Path.of(log));
    Cli.Result result = cli.run("replay", "--snapshot-out", log, log);
    assertThat(result)
        .isEqualTo(
            new Cli.Result(
                1, "", "gatehouse: --snapshot-out is the log itself: " + log + " would be lost\n"));
    assertThat(Path.of(log)).hasContent(before);
  }

  @Test
  void aLogWithoutAnyEventFails() throws IOException {
    String log = log("[]", "{}");
    Cli.Result result = cli.run("replay", log);
    assertThat(result)
        .isEqualTo(
            new Cli.Result(
                1,
                "",
                """
                %1$s:1: expected a JSON object, found a list; skipped
                %1$s:2: prompt is missing; expected text; skipped
                gatehouse: %1$s: expected at least one valid event, found none
                """
                    .formatted(log)));
  }

  @Test
  void aLogThatIsNotThereFails() {
    assertThat(cli.run("replay", "no/such.jsonl"))
        .isEqualTo(new Cli.Result(1, "", "gatehouse: no/such.jsonl: there is no such file\n"));
  }

  @Test
  void aSnapshotCarriesOnWhatWasLearned() throws IOException {
    String log = threeEvents();
    Path first = folder.resolve("first.gate");
    Path second = folder.resolve("second.gate");
    assertThat(cli.run("replay", "--snapshot-out", first.toString(), log).code()).isZero();
    GatingSnapshot learned = SnapshotFile.read(first);
    assertThat(learned.step()).isEqualTo(3);
    assertThat(learned.hotkeys()).containsExactlyInAnyOrderEntriesOf(Map.of(0, "z", 5, "y"));

    String more = log(event("d", "[0, 5]", "[0.5, 0.125]", ""));
    Cli.Result result =
        cli.run(
            "replay", "--snapshot-in", first.toString(), "--snapshot-out", second.toString(), more);
    assertThat(result.err())
        .isEqualTo("restored 2 peers after 3 steps; 0 start afresh, 0 are gone\n");
    assertThat(SnapshotFile.read(second).step()).isEqualTo(4);
    // Uid 0 held its highest sum until its peer was replaced; then 0 had none, and 0 is the winner
    // of ties.
    assertThat(SnapshotFile.read(second).hotkeys()).isEqualTo(learned.hotkeys());
  }

  @Test
  void aSnapshotOfMoreUidsMakesTheGateGrow() throws IOException {
    Path snapshot = folder.resolve("snapshot.gate");
    String log = log(event("a", "[0]", "[1]", ""));
    Cli.withFakeGate(7)
        .set("gatehouse.selection.k=1")
        .run("replay", "--snapshot-out", snapshot.toString(), log);
    assertThat(cli.run("replay", "--snapshot-in", snapshot.toString(), log).err())
        .isEqualTo(
            "restored 1 peers after 1 steps; 0 start afresh, 0 are gone;"
                + " the gate's uid space grew from 2 to 7\n");
  }

  @Test
  void aPeerThatTheSnapshotDoesNotKnowStartsAfresh() throws IOException {
    Path snapshot = folder.resolve("snapshot.gate");
    cli.run("replay", "--snapshot-out", snapshot.toString(), threeEvents());
    String more = log(event("d", "[0]", "[0.5]", ", \"hotkeys\": [\"new\"]"));
    Cli.Result result = cli.run("replay", "--json", "--snapshot-in", snapshot.toString(), more);
    assertThat(result.out()).contains("\"resyncs\": 1");
  }

  @Test
  void nothingIsReplayedForASnapshotThatCannotBeWritten() throws IOException {
    String log = threeEvents();
    String missing = folder.resolve("none/snapshot.gate").toString();
    assertThat(cli.run("replay", "--snapshot-out", missing, log))
        .isEqualTo(
            new Cli.Result(
                1,
                "",
                "gatehouse: " + missing + ": cannot be written: its folder does not exist\n"));
    assertThat(cli.run("replay", "--snapshot-out", folder.toString(), log))
        .isEqualTo(
            new Cli.Result(
                1,
                "",
                "gatehouse: " + folder + ": expected the path of a file, found a directory\n"));
  }

  @Test
  void nothingIsReplayedForASnapshotInAFolderThatIsReadOnly() throws IOException {
    Path readOnly = Files.createDirectory(folder.resolve("read-only"));
    assertThat(readOnly.toFile().setWritable(false)).isTrue();
    assumeThat(Files.isWritable(readOnly)).as("a user who may write anywhere").isFalse();
    Path snapshot = readOnly.resolve("snapshot.gate");
    assertThat(cli.run("replay", "--snapshot-out", snapshot.toString(), threeEvents()))
        .isEqualTo(
            new Cli.Result(
                1,
                "",
                "gatehouse: "
                    + snapshot
                    + ": cannot be written: its folder may not be written to\n"));
  }

  @Test
  void aDamagedSnapshotFails() throws IOException {
    Path snapshot = Files.writeString(folder.resolve("snapshot.gate"), "nonsense");
    Cli.Result result = cli.run("replay", "--snapshot-in", snapshot.toString(), threeEvents());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).startsWith("gatehouse: ").contains("snapshot.gate");
  }

  @Test
  void aGateThatOnlyScoresIsReplayedWithoutLearning() throws IOException {
    Cli.Result result =
        cli.set("gatehouse.gating.learn=false").run("replay", "--json", threeEvents());
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("\"loss\": null,");
  }

  @Test
  void theNumberOfUidsMayComeFromTheFirstEvent() throws IOException {
    Cli.Result result =
        cli.set("gatehouse.gating.num-uids=auto").run("replay", "--json", threeEvents());
    assertThat(result.code()).isZero();
  }

  @Test
  void peersComeFromTheMetagraphSourceIfThereIsOne() throws IOException {
    Path network =
        Files.writeString(
            folder.resolve("network.json"),
            """
            {"netuid": 1, "block": 7, "neurons": [{"uid": 0, "hotkey": "x"}, {"uid": 1, "hotkey": "q",
             "axon": {"ip": "0.0.0.0", "port": 1, "ip_type": 4, "protocol": 4, "version": 1, "block": 1}}]}
            """);
    Path snapshot = folder.resolve("snapshot.gate");
    cli.set("gatehouse.metagraph.source=file")
        .set("gatehouse.metagraph.file.path=" + network)
        .run(
            "replay",
            "--snapshot-out",
            snapshot.toString(),
            log(event("a", "[0, 1]", "[0.25, 0.5]", ""), event("b", "[1]", "[0.25]", "")));
    assertThat(SnapshotFile.read(snapshot).hotkeys()).containsEntry(0, "x").containsEntry(1, "q");
  }
}
