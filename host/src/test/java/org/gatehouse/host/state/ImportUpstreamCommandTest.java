package org.gatehouse.host.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.Representing;
import org.gatehouse.api.gating.RestoreReport;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.config.Gatehouse;
import org.gatehouse.engine.tensorflow.fixture.TinyGptNeo;
import org.gatehouse.host.Cli;
import org.gatehouse.state.DurableGate;
import org.gatehouse.state.FsyncPolicy;
import org.gatehouse.state.SnapshotFile;
import org.gatehouse.state.StateSettings;
import org.gatehouse.state.upstream.UpstreamRows;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportUpstreamCommandTest {

  private static final int NUM_UIDS = 256;
  private static final int HIDDEN = 64;

  /** Written by torch: rows of 256 uids on 64 hidden units. */
  private static final Path SAVED =
      Path.of("..", "state", "src", "test", "resources")
          .resolve("org/gatehouse/state/upstream/reference_gating_linear_layer.pth");

  private static final String MODEL = "gatehouse.gating.gptneo.model-name";

  @TempDir private Path folder;

  private final Cli cli =
      new Cli()
          .set("gatehouse.gating.model=gptneo")
          .set(MODEL + "=" + TinyGptNeo.in(Path.of("target"), HIDDEN));

  private Path snapshot() {
    return folder.resolve("snapshot.gate");
  }

  private Cli.Result take(Cli by, Path file) {
    return by.run("import-upstream", file.toString(), "--to", snapshot().toString());
  }

  private static Metagraph network(int numUids) {
    List<Neuron> neurons =
        IntStream.range(0, numUids).mapToObj(uid -> Neuron.of(uid, "hotkey " + uid)).toList();
    return Metagraph.of(1, 100, neurons);
  }

  @Test
  void aGateScoresWithTheRowsThatTheOriginalLearned() {
    Cli.Result result = take(cli, SAVED);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .endsWith(
            "took over 256 rows of 64 components for gate gptneo; " + snapshot() + " holds them\n");
    UpstreamRows rows = UpstreamRows.read(SAVED);
    float[] weight = rows.weight().toFloats();
    float[] bias = rows.bias().toFloats();
    try (Gatehouse gatehouse =
        Gatehouse.builder()
            .gate("gptneo")
            .numUids(300)
            .set(MODEL, TinyGptNeo.in(Path.of("target"), HIDDEN))
            .metagraph(network(200))
            .open()) {
      RestoreReport report = gatehouse.gate().restore(SnapshotFile.read(snapshot()), network(260));
      assertThat(report.restored().size()).isEqualTo(NUM_UIDS);
      assertThat(report.reset().toArray()).containsExactly(256, 257, 258, 259);
      GateScores scores = gatehouse.gate().forward("What is the price of tea?");
      float[] h =
          gatehouse.gate().extension(Representing.class).orElseThrow().representation(scores);
      for (int uid = 0; uid < NUM_UIDS; uid++) {
        double expected = bias[uid];
        for (int i = 0; i < HIDDEN; i++) {
          expected += (double) weight[uid * HIDDEN + i] * h[i];
        }
        assertThat((double) scores.scoreOf(uid))
            .as("uid %d", uid)
            .isCloseTo(expected, within(1e-5));
      }
    }
  }

  @Test
  void aReplayGoesOnFromThem() throws IOException {
    take(cli, SAVED);
    Path log =
        Files.writeString(
            folder.resolve("events.jsonl"),
            "{\"prompt\": \"a\", \"uids\": [3, 255], \"rewards\": [0.25, 0.75]}\n");
    Path after = folder.resolve("after.gate");
    Cli.Result result =
        cli.set("gatehouse.gating.num-uids=auto")
            .run(
                "replay",
                "--snapshot-in",
                snapshot().toString(),
                "--snapshot-out",
                after.toString(),
                log.toString());
    assertThat(result.err())
        .endsWith("restored 2 peers after 0 steps; 0 start afresh, 0 are gone\n");
    GatingSnapshot before = SnapshotFile.read(snapshot());
    GatingSnapshot learned = SnapshotFile.read(after);
    assertThat(learned.step()).isEqualTo(1);
    float[] weight = learned.tensors().get("head.lazy.weight").toFloats();
    float[] old = before.tensors().get("head.weight").toFloats();
    assertThat(weight).hasSize(NUM_UIDS * HIDDEN);
    for (int i = 0; i < weight.length; i++) {
      int uid = i / HIDDEN;
      if (uid == 3 || uid == 255) {
        assertThat(weight[i]).as("of uid %d", uid).isCloseTo(old[i], within(0.1f));
      } else {
        assertThat(weight[i]).as("of uid %d", uid).isEqualTo(old[i]);
      }
    }
    assertThat(weight).isNotEqualTo(old);
  }

  @Test
  void aDurableGateStartsFromThemAndKeepsThemWhenItHearsOfTheNetwork() throws IOException {
    Path state = Files.createDirectory(folder.resolve("state"));
    Path first = state.resolve("snapshot-000000000000.safetensors");
    assertThat(cli.run("import-upstream", SAVED.toString(), "--to", first.toString()).code())
        .isZero();
    SnapshotTensor rows = UpstreamRows.read(SAVED).weight();
    StateSettings settings =
        new StateSettings(state, Duration.ofHours(1), 3, true, FsyncPolicy.NEVER);
    for (int start = 0; start < 2; start++) {
      try (Gatehouse gatehouse =
              Gatehouse.builder()
                  .gate("gptneo")
                  .set(MODEL, TinyGptNeo.in(Path.of("target"), HIDDEN))
                  .metagraph(network(NUM_UIDS))
                  .numUids(NUM_UIDS)
                  .open();
          DurableGate gate =
              DurableGate.open(
                  settings, gatehouse.gate(), Optional.of(network(NUM_UIDS)), MeterSink.none())) {
        GatingSnapshot snapshot = gate.snapshot();
        assertThat(snapshot.tensors().get("head.lazy.weight"))
            .as("start %d", start)
            .isEqualTo(rows);
        assertThat(snapshot.hotkeys()).hasSize(NUM_UIDS).containsEntry(255, "hotkey 255");
      }
    }
  }

  @Test
  void theGateMayBeNamedAndNoNetworkIsRead() {
    Cli.Result result =
        cli.set("gatehouse.gating.model=fake")
            .set("gatehouse.metagraph.source=file")
            .set("gatehouse.metagraph.file.path=" + folder.resolve("missing.json"))
            .run(
                "import-upstream",
                "--gate",
                "gptneo",
                "--to",
                snapshot().toString(),
                SAVED.toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(SnapshotFile.read(snapshot()).gate()).isEqualTo("gptneo");
  }

  @Nested
  class Refusals {

    private void assertRefused(Cli.Result result, String message) {
      assertThat(result).isEqualTo(new Cli.Result(1, "", "gatehouse: " + message + "\n"));
      assertThat(snapshot()).doesNotExist();
    }

    @Test
    void rowsForAnotherEncoderAreRefusedWithBothNumbers() {
      Cli.Result result = take(cli.set(MODEL + "=" + TinyGptNeo.in(Path.of("target"))), SAVED);
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err())
          .contains("gatehouse: " + SAVED + ": expected rows of 16 components, as encoder ")
          .endsWith(" makes them, found rows of 64: they were learned with another encoder\n");
      assertThat(snapshot()).doesNotExist();
    }

    @Test
    void aGateWithoutALinearLayerTakesNone() {
      assertRefused(
          take(Cli.withFakeGate(4), SAVED),
          "gate fake does not score with a linear layer, or takes none over; choose another with"
              + " --gate");
    }

    @Test
    void whatIsNoSavedLayerIsNamed() throws IOException {
      Path other = Files.writeString(folder.resolve("other.pth"), "");
      assertRefused(
          take(cli, other),
          other + ": expected a file of torch.save, which is a zip, found an empty one");
      Path missing = folder.resolve("missing.pth");
      assertRefused(take(cli, missing), missing + ": there is no such file");
    }

    @Test
    void theFileItselfIsNeverOverwritten() throws IOException {
      Path file = Files.copy(SAVED, folder.resolve("layer.pth"));
      Path link = Files.createSymbolicLink(folder.resolve("link"), file);
      for (Path to : List.of(file, link)) {
        assertRefused(
            cli.run("import-upstream", file.toString(), "--to", to.toString()),
            "--to is the file to read: " + file + " would be lost");
      }
      assertThat(file).hasSameBinaryContentAs(SAVED);
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsNamedBeforeAnythingIsRead() {
      Path nowhere = folder.resolve("none").resolve("snapshot.gate");
      assertRefused(
          cli.run("import-upstream", "missing.pth", "--to", nowhere.toString()),
          nowhere + ": cannot be written: its folder does not exist");
    }

    @Test
    void anUnknownGateIsAWrongConfiguration() {
      Cli.Result result =
          cli.run(
              "import-upstream",
              SAVED.toString(),
              "--to",
              snapshot().toString(),
              "--gate",
              "gpt neo");
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).contains("gatehouse.gating.model", "gpt neo", "gptneo");
    }
  }
}
