package org.gatehouse.host.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.host.Cli;
import org.gatehouse.state.SnapshotFile;
import org.gatehouse.state.StateDigest;
import org.gatehouse.state.log.DiskFile;
import org.gatehouse.state.log.LogRecord;
import org.gatehouse.state.log.TrainingLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateCommandTest {

  private static final GatingSnapshot SNAPSHOT =
      new GatingSnapshot(
          "sentence",
          "all-MiniLM-L6-v2@12\u001b[31m",
          21,
          4711L,
          12,
          1,
          -5,
          new TreeMap<>(Map.of(0, "alice", 2, "bob")),
          new TreeMap<>(Map.of("random", "state")),
          new TreeMap<>(
              Map.of(
                  "head.weight", SnapshotTensor.floats(new float[6], 3, 2),
                  "peers.resets", SnapshotTensor.longs(new long[3], 3))));

  @TempDir private Path folder;

  private final Cli cli = new Cli();

  private Path written(String name) {
    Path file = folder.resolve(name);
    SnapshotFile.write(file, SNAPSHOT);
    return file;
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  @Test
  void aSubcommandIsNeeded() {
    Cli.Result result = cli.run("state");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("gatehouse: expected a command: show, verify\n");
  }

  @Nested
  class Show {

    @Test
    void saysWhatASnapshotHolds() throws Exception {
      Path file = written("a.gate");
      assertThat(cli.run("state", "show", file.toString()))
          .isEqualTo(
              new Cli.Result(
                  0,
                  """
                  snapshot      %s, format version 1
                  gate          sentence
                  encoder       all-MiniLM-L6-v2@12?[31m
                  network       netuid 21, block 4711, 2 hotkeys
                  step          12
                  generation    1
                  seed          -5
                  random        state
                  sha256        %s
                  state sha256  %s

                  tensor        type  shape   bytes
                  head.weight   F32   [3, 2]     24
                  peers.resets  I64   [3]        24
                  """
                      .formatted(file, sha256(file), StateDigest.sha256(SNAPSHOT)),
                  ""));
    }

    @Test
    void saysItInJson() throws Exception {
      Path file = written("a.gate");
      assertThat(cli.run("state", "show", "--json", file.toString()).out())
          .isEqualTo(
              """
              {"file":"%s","format_version":1,"gate":"sentence","encoder":"all-MiniLM-L6-v2@12\\u001B[31m",\
              "netuid":21,"block":4711,"step":12,"generation":1,"seed":-5,"hotkeys":2,\
              "attributes":{"random":"state"},"tensors":[\
              {"name":"head.weight","type":"F32","shape":[3,2],"bytes":24},\
              {"name":"peers.resets","type":"I64","shape":[3],"bytes":24}],\
              "sha256":"%s","state_sha256":"%s"}
              """
                  .formatted(file, sha256(file), StateDigest.sha256(SNAPSHOT)));
    }

    @Test
    void aGateThatWasNeverToldOfANetworkHasNone() {
      Path file = folder.resolve("a.gate");
      SnapshotFile.write(
          file,
          new GatingSnapshot(
              "g", "e", null, null, 0, 0, 0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>()));
      assertThat(cli.run("state", "show", file.toString()).out())
          .contains("network       never told of one\n");
      assertThat(cli.run("state", "show", "--json", file.toString()).out())
          .contains("\"netuid\":null,\"block\":null,");
    }

    @Test
    void whatIsNoSnapshotFails() throws IOException {
      Path file = Files.writeString(folder.resolve("a.gate"), "nonsense");
      Cli.Result result = cli.run("state", "show", file.toString());
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).startsWith("gatehouse: not a snapshot: " + file + ": ");
    }
  }

  @Nested
  class Verify {

    @Test
    void namesEachGoodFile() throws IOException {
      written("b.safetensors");
      written("a.safetensors");
      Files.writeString(folder.resolve("host.lock"), "1");
      assertThat(cli.run("state", "verify", folder.toString()))
          .isEqualTo(
              new Cli.Result(
                  0,
                  """
                  good     a.safetensors: a snapshot of gate sentence after 12 steps, 2 hotkeys
                  good     b.safetensors: a snapshot of gate sentence after 12 steps, 2 hotkeys
                  start    no host starts here: no snapshot is named snapshot-NUMBER.safetensors
                  """,
                  ""));
    }

    @Test
    void saysWhatIsWrongWithADamagedOneAndGoesOn() throws IOException {
      byte[] bytes = Files.readAllBytes(written("a.safetensors"));
      bytes[bytes.length - 1] ^= 1;
      Files.write(folder.resolve("a.safetensors"), bytes);
      Files.writeString(folder.resolve("b.safetensors"), "");
      written("c.safetensors");
      Cli.Result result = cli.run("state", "verify", folder.toString());
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out().lines())
          .satisfiesExactly(
              a ->
                  assertThat(a)
                      .startsWith(
                          "damaged  a.safetensors: damaged: expected contents with SHA-256 "),
              b -> assertThat(b).startsWith("damaged  b.safetensors: not a snapshot: "),
              c -> assertThat(c).startsWith("good     c.safetensors: "),
              start -> assertThat(start).startsWith("start    no host starts here: "));
    }

    @Nested
    class OfAFolderWithALog {

      private static final String SNAPSHOT_LINE =
          "good     snapshot-000000000000.safetensors: a snapshot of gate sentence after 12 steps,"
              + " 2 hotkeys\n";

      private static final String START =
          "start    a host starts from snapshot-000000000000.safetensors and ";

      private Path log;
      private long second;

      @BeforeEach
      void write() throws IOException {
        written("snapshot-000000000000.safetensors");
        log = folder.resolve("training-000000000000.log");
        try (TrainingLog training =
            new TrainingLog(first -> log, () -> {}, DiskFile::new, 0, MeterSink.none())) {
          training.append(step(13));
          second = training.size();
          training.append(new LogRecord.Resync(21, 4712, null, new TreeMap<>(Map.of(1, "carol"))));
          training.append(step(14));
        }
      }

      private LogRecord step(long number) {
        RecordedScores scores = new RecordedScores(Uids.of(0, 2), new byte[] {1, 2, 3});
        return new LogRecord.Step(number, scores, new float[] {1, -1});
      }

      @Test
      void countsWhatAGoodOneHolds() {
        assertThat(cli.run("state", "verify", folder.toString()))
            .isEqualTo(
                new Cli.Result(
                    0,
                    SNAPSHOT_LINE
                        + "good     training-000000000000.log: a log from change 0: 2 steps, 1"
                        + " resyncs\n"
                        + START
                        + "3 changes of the log\n",
                    ""));
      }

      @Test
      void saysWhereATornOneEndsAndChangesNothing() throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        byte[] torn = Arrays.copyOf(bytes, bytes.length - 1);
        Files.write(log, torn);
        int last = (bytes.length - (int) second - resyncBytes(bytes));
        assertThat(cli.run("state", "verify", folder.toString()))
            .isEqualTo(
                new Cli.Result(
                    1,
                    SNAPSHOT_LINE
                        + "damaged  training-000000000000.log: damaged from byte %d of %d: record 2"
                            .formatted(bytes.length - last, torn.length)
                        + " says it has %d bytes, and %d are left; before that 1 steps, 1 resyncs\n"
                            .formatted(last - 8, last - 9)
                        + START
                        + "2 changes of the log\n",
                    ""));
        assertThat(log).hasBinaryContent(torn);
      }

      private int resyncBytes(byte[] bytes) {
        return 8 + ByteBuffer.wrap(bytes).getInt((int) second);
      }

      @Test
      void saysWhereABitIsWrong() throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        bytes[(int) second + 20] ^= 4;
        Files.write(log, bytes);
        assertThat(cli.run("state", "verify", folder.toString()))
            .isEqualTo(
                new Cli.Result(
                    1,
                    SNAPSHOT_LINE
                        + "damaged  training-000000000000.log: damaged from byte %d of %d: the"
                            .formatted(second, bytes.length)
                        + " checksum of record 1 is wrong; before that 1 steps, 0 resyncs\n"
                        + START
                        + "1 changes of the log\n",
                    ""));
      }
    }

    @Test
    void saysThatALogWithoutItsSnapshotIsNoStart() throws IOException {
      log(folder.resolve("training-000000000000.log"), 0);
      Cli.Result result = cli.run("state", "verify", folder.toString());
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out())
          .endsWith(
              "start    no host starts here: there is a log, and not the snapshot before it\n");
    }

    @Test
    void saysWhichChangesAreMissing() throws IOException {
      written("snapshot-000000000003.safetensors");
      log(folder.resolve("training-000000000003.log"), 3);
      log(folder.resolve("training-000000000009.log"), 9);
      Cli.Result result = cli.run("state", "verify", folder.toString());
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out())
          .endsWith(
              "start    a host starts from snapshot-000000000003.safetensors and 1 changes of the"
                  + " log; the changes 4 to 8 are missing, and what follows them is not used\n");
    }

    private void log(Path file, long first) throws IOException {
      try (TrainingLog log =
          new TrainingLog(number -> file, () -> {}, DiskFile::new, first, MeterSink.none())) {
        log.append(new LogRecord.Resync(21, 4712, null, new TreeMap<>(Map.of(1, "carol"))));
      }
    }

    @Test
    void aFolderWithoutStateIsNoGoodNews() {
      assertThat(cli.run("state", "verify", folder.toString()))
          .isEqualTo(
              new Cli.Result(
                  1, "", "gatehouse: " + folder + ": expected learned state, found none\n"));
    }

    @Test
    void whatIsNoFolderIsWrongUsage() {
      Path file = written("a.safetensors");
      Cli.Result result = cli.run("state", "verify", file.toString());
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).startsWith("gatehouse: " + file + ": expected a state folder\n");
    }
  }
}
