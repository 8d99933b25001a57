package org.gatehouse.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.state.fakes.SumGate;
import org.gatehouse.state.log.LogRecord;
import org.gatehouse.state.log.SegmentReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * State folders that the first version wrote, whose host was killed; they must stay readable for
 * good. One gate was told of its network from the start, the other late.
 */
class FirstVersionTest {

  private static final Path TOLD = Path.of("src/test/resources/org/gatehouse/state/folder-v1");
  private static final Path UNTOLD = TOLD.resolveSibling("folder-v1-untold");
  private static final Metagraph FIRST = network(5, "a", "b", "", "d");
  private static final Metagraph SECOND = network(6, "a", "x", "c", "", "ü");

  @TempDir Path temporary;

  private static Metagraph network(long block, String... hotkeys) {
    List<Neuron> neurons = new ArrayList<>();
    for (int uid = 0; uid < hotkeys.length; uid++) {
      if (!hotkeys[uid].isEmpty()) {
        neurons.add(Neuron.of(uid, hotkeys[uid]));
      }
    }
    return Metagraph.of(11, block, neurons);
  }

  private static DurableGate open(Path folder, Optional<Metagraph> now) {
    return DurableGate.open(
        new StateSettings(folder, Duration.ofHours(1), 3, true, FsyncPolicy.ALWAYS),
        new SumGate("sum", 4, now, true),
        now,
        MeterSink.none());
  }

  private static void early(GatingModel gate) {
    gate.backward(gate.forward("ab").select(1, 3), new float[] {1, -0.5f});
  }

  private static void late(GatingModel gate) {
    GateScores old = gate.forward("abc").select(3, 1, 0);
    gate.backward(gate.forward("").select(2), new float[] {-0f});
    gate.resync(FIRST, SECOND);
    gate.backward(old, new float[] {7, 8, 0.25f});
  }

  private Path writtenToday(String name, Optional<Metagraph> now) throws IOException {
    Path folder = temporary.resolve(name);
    Path killed = temporary.resolve(name + "-killed");
    try (DurableGate gate = open(folder, now)) {
      early(gate);
      gate.checkpoint();
      late(gate);
      copy(folder, killed);
    }
    return killed;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path file : files(from)) {
      Files.copy(file, to.resolve(file.getFileName()));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.endsWith("host.lock")).sorted().toList();
    }
  }

  private static GatingSnapshot serial(Optional<Metagraph> now) {
    try (SumGate gate = new SumGate("sum", 4, now, true)) {
      early(gate);
      late(gate);
      return gate.snapshot();
    }
  }

  @Test
  void aFolderThatTheFirstVersionWroteIsRecovered() throws IOException {
    Path folder = temporary.resolve("told");
    copy(TOLD, folder);
    try (DurableGate gate = open(folder, Optional.of(SECOND))) {
      assertThat(gate.recovery().snapshot())
          .contains(folder.resolve("snapshot-000000000001.safetensors"));
      assertThat(gate.recovery().damages()).isEmpty();
      assertThat(gate.recovery().replayedSteps()).isEqualTo(2);
      assertThat(gate.recovery().replayedResyncs()).isEqualTo(1);
      assertThat(gate.steps()).isEqualTo(3);
      assertThat(gate.forward("x").scores()).containsExactly(0.75f, 1.5f, 2.5f, -1, 4.5f);
      assertThat(StateDigest.sha256(gate.snapshot()))
          .isEqualTo(StateDigest.sha256(serial(Optional.of(FIRST))));
    }
  }

  @Test
  void soIsThatOfAGateThatWasToldOfItsNetworkLate() throws IOException {
    Path folder = temporary.resolve("untold");
    copy(UNTOLD, folder);
    try (DurableGate gate = open(folder, Optional.of(SECOND))) {
      assertThat(gate.recovery().damages()).isEmpty();
      assertThat(gate.recovery().replayedResyncs()).isEqualTo(1);
      assertThat(gate.snapshot().netuid()).isEqualTo(11);
      assertThat(StateDigest.sha256(gate.snapshot()))
          .isEqualTo(StateDigest.sha256(serial(Optional.empty())));
    }
  }

  @Test
  void itsLogHoldsExactlyTheseRecords() throws Exception {
    TreeMap<Integer, String> changes = new TreeMap<>();
    changes.put(1, "x");
    changes.put(2, "c");
    changes.put(3, null);
    changes.put(4, "ü");
    List<LogRecord> records = new ArrayList<>();
    try (SegmentReader reader = SegmentReader.open(TOLD.resolve("training-000000000001.log"), 1)) {
      for (Optional<LogRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
        records.add(next.get());
      }
    }
    assertThat(records)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            new LogRecord.Step(
                2, new RecordedScores(Uids.of(2), new byte[] {0, 0, 0, 0}), new float[] {-0f}),
            new LogRecord.Resync(11, 6, null, changes),
            new LogRecord.Step(
                3, new RecordedScores(Uids.of(0), new byte[] {0, 0, 0, 3}), new float[] {0.25f}));
  }

  @Test
  void theSameBytesAreWrittenToday() throws IOException {
    assertSame(TOLD, writtenToday("told", Optional.of(FIRST)));
    assertSame(UNTOLD, writtenToday("untold", Optional.empty()));
  }

  private static void assertSame(Path golden, Path today) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      copy(today, golden);
      return;
    }
    assertThat(files(today).stream().map(Path::getFileName).toList())
        .isEqualTo(files(golden).stream().map(Path::getFileName).toList());
    for (Path file : files(golden)) {
      assertThat(today.resolve(file.getFileName())).hasSameBinaryContentAs(file);
    }
  }
}
