package org.gatehouse.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.InvalidRewardsException;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.TrainingStep;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.state.fakes.SumGate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host that is killed leaves its folder as it is: here a copy of it, made in mid-flight. */
class DurableGateTest {

  private static final int NUM_UIDS = 8;
  private static final int NETUID = 11;

  @TempDir Path temporary;

  private Path folder() {
    return temporary.resolve("state");
  }

  private StateSettings settings(Path folder) {
    return new StateSettings(folder, Duration.ofHours(1), 3, true, FsyncPolicy.ALWAYS);
  }

  private static DurableGate open(StateSettings settings, Optional<Metagraph> now) {
    return DurableGate.open(
        settings, new SumGate("sum", NUM_UIDS, now, true), now, MeterSink.none());
  }

  private DurableGate open() {
    return open(settings(folder()), Optional.empty());
  }

  private static TrainingStep step(GatingModel gate, int turn) {
    GateScores scores = gate.forward("m".repeat(1 + turn % 5));
    return gate.backward(
        scores.select(turn % NUM_UIDS, (turn + 3) % NUM_UIDS), new float[] {turn, 1f / (1 + turn)});
  }

  private static void steps(GatingModel gate, int from, int to) {
    IntStream.range(from, to).forEach(turn -> step(gate, turn));
  }

  /** A network in which some uids hold a peer of their own generation. */
  private static Metagraph network(long block, String... hotkeys) {
    List<Neuron> neurons = new ArrayList<>();
    for (int uid = 0; uid < hotkeys.length; uid++) {
      if (!hotkeys[uid].isEmpty()) {
        neurons.add(Neuron.of(uid, hotkeys[uid]));
      }
    }
    return Metagraph.of(NETUID, block, neurons);
  }

  private static String digest(GatingModel gate) {
    return StateDigest.sha256(gate.snapshot());
  }

  private static String serial(int steps) {
    SumGate gate = new SumGate(NUM_UIDS);
    steps(gate, 0, steps);
    return digest(gate);
  }

  /** What is on disk at this moment, as the next host finds it after a kill. */
  private Path killed() throws IOException {
    return copy(folder(), temporary.resolve("killed-" + System.nanoTime()));
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path file : files(from)) {
      Files.copy(file, to.resolve(file.getFileName()));
    }
    return to;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    return files(folder).stream().map(file -> file.getFileName().toString()).toList();
  }

  private static Path newest(Path folder, String start) throws IOException {
    return files(folder).stream()
        .filter(file -> file.getFileName().toString().startsWith(start))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Nested
  class AfterAKill {

    @Test
    void everyAcknowledgedStepIsThere() throws IOException {
      Path killed;
      try (DurableGate gate = open()) {
        steps(gate, 0, 7);
        gate.checkpoint();
        steps(gate, 7, 12);
        killed = killed();
      }
      try (DurableGate gate = open(settings(killed), Optional.empty())) {
        assertThat(digest(gate)).isEqualTo(serial(12));
        assertThat(gate.steps()).isEqualTo(12);
        assertThat(gate.recovery().replayedSteps()).isEqualTo(5);
        assertThat(gate.recovery().damages()).isEmpty();
        assertThat(step(gate, 12).step()).isEqualTo(13);
        assertThat(digest(gate)).isEqualTo(serial(13));
      }
    }

    @Test
    void resyncsAreReplayedAmongTheSteps() throws IOException {
      Metagraph first = network(5, "a", "b", "c", "", "e");
      Metagraph second = network(6, "a", "x", "c", "d", "");
      Metagraph third = network(9, "a", "x", "", "d", "e", "f", "g", "h", "i", "j");
      Path killed;
      String expected;
      try (DurableGate gate = open(settings(folder()), Optional.of(first))) {
        steps(gate, 0, 5);
        GateScores old = gate.forward("an early message").select(1, 2);
        gate.resync(first, second);
        assertThat(gate.backward(old, new float[] {3, 4}).dropped()).isEqualTo(Uids.of(1));
        steps(gate, 5, 9);
        gate.resync(network(1, "somebody", "else"), third);
        steps(gate, 9, 11);
        expected = digest(gate);
        killed = killed();
      }
      try (DurableGate gate = open(settings(killed), Optional.of(third))) {
        assertThat(digest(gate)).isEqualTo(expected);
        assertThat(gate.recovery().replayedResyncs()).isEqualTo(2);
        assertThat(gate.numUids()).isEqualTo(10);
      }
    }

    @Test
    void whatHappenedToTheNetworkMeanwhileIsCaughtUpWith() throws IOException {
      Metagraph before = network(5, "a", "b", "c");
      Metagraph after = network(50, "a", "x", "c");
      Path killed;
      try (DurableGate gate = open(settings(folder()), Optional.of(before))) {
        steps(gate, 0, 9);
        killed = killed();
      }
      SumGate serial = new SumGate("sum", NUM_UIDS, Optional.of(before), true);
      steps(serial, 0, 9);
      serial.resync(before, after);
      try (DurableGate gate = open(settings(killed), Optional.of(after))) {
        assertThat(digest(gate)).isEqualTo(digest(serial));
        assertThat(gate.snapshot().block()).isEqualTo(50);
      }
    }

    @Test
    void aGateThatLearnedWithoutANetworkIsToldOfItLater() throws IOException {
      Metagraph network = network(5, "a", "b", "c");
      Path killed;
      String expected;
      try (DurableGate gate = open()) {
        steps(gate, 0, 3);
        gate.checkpoint();
        steps(gate, 3, 6);
        gate.resync(network(4, "a", "y", "c"), network);
        steps(gate, 6, 8);
        expected = digest(gate);
        killed = killed();
      }
      try (DurableGate gate = open(settings(killed), Optional.of(network))) {
        assertThat(digest(gate)).isEqualTo(expected);
      }
      try (DurableGate gate = open(settings(folder()), Optional.empty())) {
        assertThat(digest(gate)).isEqualTo(expected);
      }
    }

    @Test
    void withoutALogTheStateIsThatOfTheLastSnapshot() throws IOException {
      StateSettings settings =
          new StateSettings(folder(), Duration.ofHours(1), 3, false, FsyncPolicy.ALWAYS);
      Path killed;
      try (DurableGate gate = open(settings, Optional.empty())) {
        steps(gate, 0, 7);
        gate.checkpoint();
        steps(gate, 7, 12);
        killed = killed();
      }
      try (DurableGate gate = open(settings(killed), Optional.empty())) {
        assertThat(digest(gate)).isEqualTo(serial(7));
      }
      try (DurableGate gate = open()) {
        assertThat(digest(gate)).isEqualTo(serial(12));
      }
    }

    @Test
    void aGateWhoseStepsCannotBeLoggedKeepsItsSnapshots() {
      for (int start = 0; start < 3; start++) {
        SumGate plain = new SumGate("sum", NUM_UIDS, Optional.empty(), false);
        try (DurableGate gate =
            DurableGate.open(settings(folder()), plain, Optional.empty(), MeterSink.none())) {
          assertThat(digest(gate)).isEqualTo(serial(4 * start));
          steps(gate, 4 * start, 4 * start + 4);
          assertThat(gate.health().logBytes()).isZero();
        }
      }
    }

    @Test
    void theSameChangesAreNotMadeTwice() throws IOException {
      Path killed;
      try (DurableGate gate = open()) {
        steps(gate, 0, 4);
        Files.copy(newest(folder(), "training"), temporary.resolve("log"));
        gate.checkpoint();
        killed = killed();
      }
      // As if the host had been killed before it could begin a new segment.
      Files.delete(newest(killed, "training"));
      try (DurableGate gate = open(settings(killed), Optional.empty())) {
        assertThat(digest(gate)).isEqualTo(serial(4));
        assertThat(gate.recovery().replayedSteps()).isZero();
      }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void atAnyMomentTheStateIsOneThatWasAcknowledged(long seed) throws Exception {
      Random random = new Random(seed);
      List<String> digests = new ArrayList<>(List.of(serial(0)));
      List<Path> kills = new ArrayList<>();
      List<Integer> acknowledged = new ArrayList<>();
      try (DurableGate gate = open()) {
        for (int turn = 0; turn < 40; turn++) {
          step(gate, turn);
          digests.add(digest(gate));
          if (random.nextInt(8) == 0) {
            gate.checkpoint();
          }
          if (random.nextInt(6) == 0) {
            kills.add(killed());
            acknowledged.add(turn + 1);
          }
        }
      }
      for (int i = 0; i < kills.size(); i++) {
        try (DurableGate gate = open(settings(kills.get(i)), Optional.empty())) {
          assertThat(digest(gate)).as("seed %d", seed).isEqualTo(digests.get(acknowledged.get(i)));
        }
      }
    }
  }

  @Nested
  class Damage {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aTornTailIsCutOffAndNamed(long seed) throws IOException {
      Random random = new Random(seed);
      Path killed;
      List<String> digests = new ArrayList<>();
      try (DurableGate gate = open()) {
        for (int turn = 0; turn < 20; turn++) {
          digests.add(digest(gate));
          step(gate, turn);
        }
        digests.add(digest(gate));
        killed = killed();
      }
      Path log = newest(killed, "training");
      long size = Files.size(log);
      long position = 24 + random.nextLong(size - 24);
      try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
        if (random.nextBoolean()) {
          file.setLength(position);
        } else {
          byte[] junk = new byte[(int) (size - position)];
          random.nextBytes(junk);
          file.seek(position);
          file.write(junk);
        }
      }
      String recovered;
      try (DurableGate gate = open(settings(killed), Optional.empty())) {
        recovered = digest(gate);
        assertThat(digests).as("seed %d", seed).contains(recovered);
        assertThat(gate.steps()).isEqualTo(digests.indexOf(recovered));
        if (gate.steps() < 20 && !gate.recovery().damages().isEmpty()) {
          assertThat(gate.recovery().damages())
              .singleElement()
              .asString()
              .contains(log + ": damaged from byte ", "the rest is kept as ");
        }
        step(gate, 0);
      }
      try (DurableGate gate = open(settings(killed), Optional.empty())) {
        assertThat(gate.recovery().damages()).isEmpty();
        assertThat(gate.steps()).isEqualTo(digests.indexOf(recovered) + 1);
      }
    }

    @Test
    void aDamagedSnapshotIsSetAsideAndTheOneBeforeLeadsToTheSameState() throws IOException {
      try (DurableGate gate = open()) {
        steps(gate, 0, 4);
        gate.checkpoint();
        steps(gate, 4, 9);
      }
      Path newest = newest(folder(), "snapshot");
      byte[] bytes = Files.readAllBytes(newest);
      bytes[bytes.length - 3] ^= 1;
      Files.write(newest, bytes);
      try (DurableGate gate = open()) {
        assertThat(digest(gate)).isEqualTo(serial(9));
        assertThat(gate.recovery().replayedSteps()).isEqualTo(5);
        assertThat(gate.recovery().damages())
            .singleElement()
            .asString()
            .startsWith(newest + ": damaged: expected contents with SHA-256 ")
            .endsWith("; kept as " + newest + ".damaged");
      }
      assertThat(names(folder())).contains(newest.getFileName() + ".damaged");
    }

    @Test
    void withoutAnyGoodSnapshotTheHostRefusesToBeginAnew() throws IOException {
      try (DurableGate gate = open()) {
        steps(gate, 0, 4);
      }
      for (Path file : files(folder())) {
        if (file.getFileName().toString().startsWith("snapshot")) {
          Files.write(file, new byte[10]);
        }
      }
      for (int start = 0; start < 2; start++) {
        assertThatThrownBy(DurableGateTest.this::open)
            .isInstanceOf(StateException.class)
            .hasMessageContaining(folder() + ": expected a snapshot that is whole, found none: ")
            .hasMessageEndingWith("put a backup there, or move the folder away to begin anew");
      }
      for (Path file : files(folder())) {
        if (file.getFileName().toString().startsWith("snapshot")) {
          Files.delete(file);
        }
      }
      assertThatThrownBy(DurableGateTest.this::open)
          .isInstanceOf(StateException.class)
          .hasMessageContaining("expected a snapshot beside training-");
    }

    @Test
    void anotherGatesStateIsRefusedAndStaysAsItIs() throws IOException {
      try (DurableGate gate = open()) {
        steps(gate, 0, 4);
      }
      List<String> before = names(folder());
      SumGate other = new SumGate("other", NUM_UIDS, Optional.empty(), true);
      assertThatThrownBy(
              () -> DurableGate.open(settings(folder()), other, Optional.empty(), MeterSink.none()))
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining(
              "the snapshot is of gate sum; this is gate other; give this gate another"
                  + " gatehouse.state.dir");
      assertThat(names(folder())).isEqualTo(before);
    }

    @Test
    void anotherNetworksStateIsRefused() {
      open(settings(folder()), Optional.of(network(5, "a"))).close();
      Metagraph other = Metagraph.of(12, 5, List.of(Neuron.of(0, "a")));
      assertThatThrownBy(() -> open(settings(folder()), Optional.of(other)))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("expected the state of netuid 12, found that of netuid 11");
      open(settings(folder()), Optional.of(network(5, "a"))).close();
    }

    @Test
    void whatAKilledHostLeftHalfWrittenIsRemoved() throws IOException {
      open().close();
      Path pending = folder().resolve(".snapshot-000000000009.safetensors.1234.tmp");
      Files.write(pending, new byte[100]);
      Path unrelated = Files.write(folder().resolve("notes.txt"), new byte[1]);
      open().close();
      assertThat(pending).doesNotExist();
      assertThat(unrelated).exists();
    }
  }

  @Nested
  class Refusals {

    @Test
    void twoHostsOnOneFolderAreOneTooMany() {
      try (DurableGate gate = open()) {
        assertThatThrownBy(DurableGateTest.this::open)
            .isInstanceOf(StateException.class)
            .hasMessage(
                folder()
                    + ": this state folder is in use by another host, process "
                    + ProcessHandle.current().pid()
                    + "; give each host a gatehouse.state.dir of its own");
        step(gate, 0);
      }
      open().close();
    }

    @Test
    void aStepThatTheGateRefusesLeavesNoTrace() throws IOException {
      Path killed;
      try (DurableGate gate = open()) {
        steps(gate, 0, 3);
        GateScores scores = gate.forward("x").select(1, 2);
        assertThatThrownBy(() -> gate.backward(scores, new float[] {666, 1}))
            .isInstanceOf(GatehouseException.class)
            .hasMessageContaining("infinite");
        assertThatThrownBy(() -> gate.backward(scores, new float[] {Float.NaN, 1}))
            .isInstanceOf(InvalidRewardsException.class);
        assertThatThrownBy(() -> gate.resync(network(1, "a"), Metagraph.of(1, -1, List.of())))
            .isInstanceOf(RuntimeException.class);
        steps(gate, 3, 6);
        killed = killed();
      }
      try (DurableGate gate = open(settings(killed), Optional.empty())) {
        assertThat(digest(gate)).isEqualTo(serial(6));
        assertThat(gate.recovery().damages()).isEmpty();
      }
    }

    @Test
    void afterCloseEverythingIsRefused() {
      DurableGate gate = open();
      GateScores scores = gate.forward("x");
      gate.close();
      gate.close();
      assertThatThrownBy(() -> gate.forward("x")).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> gate.backward(scores, new float[NUM_UIDS]))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(gate::checkpoint).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void theNewestSnapshotsAreKeptWithTheLogThatFollowsThem() throws IOException {
    try (DurableGate gate = open()) {
      for (int turn = 0; turn < 6; turn++) {
        step(gate, turn);
        gate.checkpoint();
      }
      gate.checkpoint();
    }
    assertThat(names(folder()))
        .containsExactly(
            "host.lock",
            "snapshot-000000000004.safetensors",
            "snapshot-000000000005.safetensors",
            "snapshot-000000000006.safetensors",
            "training-000000000004.log",
            "training-000000000005.log",
            "training-000000000006.log");
  }

  @Test
  void aRestoreIsKeptAtOnce() throws IOException {
    GatingSnapshot other;
    try (SumGate source = new SumGate(NUM_UIDS)) {
      steps(source, 0, 30);
      other = source.snapshot();
    }
    Path killed;
    try (DurableGate gate = open()) {
      steps(gate, 0, 3);
      gate.restore(other, Metagraph.of(0, 0, List.of()));
      steps(gate, 30, 32);
      killed = killed();
    }
    try (DurableGate gate = open(settings(killed), Optional.empty())) {
      assertThat(digest(gate)).isEqualTo(serial(32));
    }
  }

  @Test
  void stepsOfManyThreadsAreReplayedInTheirOrder() throws Exception {
    Path killed;
    String expected;
    try (DurableGate gate = open()) {
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> threads =
          IntStream.range(0, 4)
              .mapToObj(
                  worker ->
                      new Thread(
                          () -> {
                            try {
                              start.await();
                            } catch (InterruptedException e) {
                              return;
                            }
                            for (int turn = 0; turn < 50; turn++) {
                              step(gate, 7 * turn + worker);
                              if (turn % 20 == worker) {
                                gate.checkpoint();
                              }
                            }
                          }))
              .toList();
      threads.forEach(Thread::start);
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(gate.steps()).isEqualTo(200);
      expected = digest(gate);
      killed = killed();
    }
    try (DurableGate gate = open(settings(killed), Optional.empty())) {
      assertThat(digest(gate)).isEqualTo(expected);
    }
  }

  @Test
  void anInterruptedThreadLearnsAllTheSame() throws IOException {
    Path killed;
    try (DurableGate gate = open()) {
      Thread.currentThread().interrupt();
      step(gate, 0);
      assertThat(Thread.interrupted()).isTrue();
      step(gate, 1);
      killed = killed();
    }
    try (DurableGate gate = open(settings(killed), Optional.empty())) {
      assertThat(digest(gate)).isEqualTo(serial(2));
    }
  }

  @Test
  void aStepThatIsNotForcedToDiskIsNamedAndIsInTheNextSnapshot() {
    MeterSink failing =
        new MeterSink() {
          @Override
          public void count(String meter, long amount) {}

          @Override
          public void time(String meter, Duration duration) {
            if (meter.equals("gatehouse.state.log.fsync")) {
              // Where the log hears of it, a failing disk would speak up.
              throw DurableGateTest.<RuntimeException>unchecked(new IOException("no fsync"));
            }
          }
        };
    try (DurableGate gate =
        DurableGate.open(
            settings(folder()),
            new SumGate("sum", NUM_UIDS, Optional.empty(), true),
            Optional.empty(),
            failing)) {
      assertThatThrownBy(() -> step(gate, 0))
          .isInstanceOfSatisfying(
              UnforcedStepException.class,
              unforced -> assertThat(unforced.step().step()).isEqualTo(1))
          .hasMessageContaining("learned, but may be lost");
      assertThat(digest(gate)).isEqualTo(serial(1));
    }
    try (DurableGate gate = open()) {
      assertThat(digest(gate)).isEqualTo(serial(1));
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unchecked(Throwable failure) throws E {
    throw (E) failure;
  }
}
