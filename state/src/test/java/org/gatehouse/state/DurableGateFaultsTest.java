package org.gatehouse.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.GateScores;
import org.gatehouse.api.gating.GatingModel;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.state.fakes.FailingDisk;
import org.gatehouse.state.fakes.LockProbe;
import org.gatehouse.state.fakes.SumGate;
import org.gatehouse.state.log.DiskFile;
import org.gatehouse.state.log.LogRecord;
import org.gatehouse.state.log.TrainingLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a gate promises when its disk, its threads or its owner do not behave. */
class DurableGateFaultsTest {

  private static final int NUM_UIDS = 8;

  @TempDir Path temporary;

  private final FailingDisk disk = new FailingDisk();

  private Path folder() {
    return temporary.resolve("state");
  }

  private static StateSettings settings(Path folder, boolean log) {
    return new StateSettings(folder, Duration.ofHours(1), 3, log, FsyncPolicy.ALWAYS);
  }

  private DurableGate open(MeterSink meters) {
    return DurableGate.open(
        settings(folder(), true), new SumGate(NUM_UIDS), Optional.empty(), meters, disk);
  }

  private static DurableGate recovered(Path folder) {
    return DurableGate.open(
        settings(folder, true), new SumGate(NUM_UIDS), Optional.empty(), MeterSink.none());
  }

  private static void step(GatingModel gate, int turn) {
    gate.backward(scores(gate, turn), new float[] {turn, 1f / (1 + turn)});
  }

  private static GateScores scores(GatingModel gate, int turn) {
    return gate.forward("m".repeat(1 + turn % 5)).select(turn % NUM_UIDS, (turn + 3) % NUM_UIDS);
  }

  private static void steps(GatingModel gate, int from, int to) {
    IntStream.range(from, to).forEach(turn -> step(gate, turn));
  }

  private static String digest(GatingModel gate) {
    return StateDigest.sha256(gate.snapshot());
  }

  private static String serial(int steps) {
    SumGate gate = new SumGate(NUM_UIDS);
    steps(gate, 0, steps);
    return digest(gate);
  }

  /** What the next host finds after a kill; the lock is left alone, as reading it gives it away. */
  private Path killed() throws IOException {
    Path to = Files.createDirectory(temporary.resolve("killed"));
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.filter(path -> !path.endsWith("host.lock")).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  @Test
  void aStepForWhichTheDiskHasNoRoomIsNotLearnedAndTheNextIs() throws IOException {
    Path killed;
    try (DurableGate gate = open(MeterSink.none())) {
      steps(gate, 0, 3);
      GateScores scores = scores(gate, 3);
      String before = digest(gate);
      for (int room = 0; room < 9; room += 4) {
        disk.room = room;
        assertThatThrownBy(() -> gate.backward(scores, new float[] {3, 1f / 4}))
            .isInstanceOf(StateException.class)
            .hasMessage(
                folder()
                    + ": the training log cannot be written: No space left on device;"
                    + " nothing was learned");
        assertThat(digest(gate)).isEqualTo(before);
        assertThat(gate.steps()).isEqualTo(3);
        assertThat(gate.health().problem())
            .contains(folder() + ": the training log cannot be written: No space left on device");
      }
      disk.room = -1;
      assertThat(gate.backward(scores, new float[] {3, 1f / 4}).step()).isEqualTo(4);
      assertThat(gate.health().problem()).isEmpty();
      steps(gate, 4, 6);
      killed = killed();
    }
    try (DurableGate gate = recovered(killed)) {
      assertThat(digest(gate)).isEqualTo(serial(6));
      assertThat(gate.recovery().replayedSteps()).isEqualTo(6);
      assertThat(gate.recovery().damages()).isEmpty();
    }
  }

  @Test
  void aLogThatCannotBeMendedIsGivenUpAndLosesNothingAlsoIfTheNextSnapshotIsDamaged()
      throws IOException {
    Path killed;
    try (DurableGate gate = open(MeterSink.none())) {
      steps(gate, 0, 3);
      disk.room = 5;
      disk.cannotTruncate = true;
      assertThatThrownBy(() -> step(gate, 3))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("the training log is broken: ")
          .hasMessageEndingWith("nothing was learned");
      disk.room = -1;
      disk.cannotTruncate = false;
      assertThatThrownBy(() -> step(gate, 3))
          .isInstanceOf(StateException.class)
          .hasMessageEndingWith("nothing is learned until a snapshot could be written");
      gate.checkpoint();
      assertThat(gate.health().problem()).isEmpty();
      steps(gate, 3, 6);
      killed = killed();
    }
    Path newest = killed.resolve("snapshot-000000000003.safetensors");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length - 3] ^= 1;
    Files.write(newest, bytes);
    try (DurableGate gate = recovered(killed)) {
      assertThat(gate.recovery().damages()).hasSize(2);
      assertThat(digest(gate)).isEqualTo(serial(6));
    }
  }

  @Test
  void onceForcingHasFailedNothingIsAcknowledgedOnTheWordOfALaterAttempt() {
    try (DurableGate gate = open(MeterSink.none())) {
      steps(gate, 0, 3);
      disk.failingForces.set(1);
      assertThatThrownBy(() -> step(gate, 3))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("Input/output error")
          .hasMessageEndingWith("the last steps were learned, but may be lost in a power failure");
      assertThatThrownBy(() -> step(gate, 4))
          .isInstanceOf(StateException.class)
          .hasMessageEndingWith("nothing is learned until a snapshot could be written");
      gate.checkpoint();
      steps(gate, 4, 6);
      assertThat(digest(gate)).isEqualTo(serial(6));
    }
  }

  @Test
  void forcingThatFailsBeforeASnapshotIsMadeUpForByIt() throws IOException {
    StateSettings settings =
        new StateSettings(folder(), Duration.ofHours(1), 3, true, FsyncPolicy.NEVER);
    Path killed;
    try (DurableGate gate =
        DurableGate.open(
            settings, new SumGate(NUM_UIDS), Optional.empty(), MeterSink.none(), disk)) {
      steps(gate, 0, 3);
      disk.failingForces.set(1);
      gate.checkpoint();
      assertThat(gate.health().problem()).isEmpty();
      steps(gate, 3, 5);
      killed = killed();
    }
    try (DurableGate gate = recovered(killed)) {
      assertThat(digest(gate)).isEqualTo(serial(5));
      assertThat(gate.recovery().replayedSteps()).isEqualTo(2);
    }
  }

  @Test
  @Timeout(60)
  void aRestoreWhileASnapshotIsWrittenLosesNoStepAfterIt() throws Exception {
    GatingSnapshot other;
    try (SumGate source = new SumGate(NUM_UIDS)) {
      steps(source, 0, 30);
      other = source.snapshot();
    }
    AtomicReference<Runnable> whileSaving = new AtomicReference<>(() -> {});
    MeterSink meters =
        new MeterSink() {
          @Override
          public void time(String name, Duration duration) {
            if (name.equals("gatehouse.state.snapshot")) {
              whileSaving.getAndSet(() -> {}).run();
            }
          }

          @Override
          public void count(String name, long amount) {}
        };
    Path killed;
    try (DurableGate gate = open(meters)) {
      steps(gate, 0, 3);
      Thread restoring = new Thread(() -> gate.restore(other, Metagraph.of(0, 0, List.of())));
      whileSaving.set(
          () -> {
            restoring.start();
            while (gate.steps() != 30) {
              Thread.onSpinWait();
            }
          });
      gate.checkpoint();
      restoring.join();
      steps(gate, 30, 33);
      killed = killed();
    }
    try (DurableGate gate = recovered(killed)) {
      assertThat(gate.recovery().damages()).isEmpty();
      assertThat(digest(gate)).isEqualTo(serial(33));
    }
  }

  @Test
  void anInterruptedThreadWritesItsSnapshotsAllTheSame() {
    for (int start = 0; start < 2; start++) {
      DurableGate gate =
          DurableGate.open(
              settings(folder(), false), new SumGate(NUM_UIDS), Optional.empty(), MeterSink.none());
      assertThat(digest(gate)).isEqualTo(serial(6 * start));
      steps(gate, 6 * start, 6 * start + 3);
      Thread.currentThread().interrupt();
      try {
        gate.checkpoint();
        assertThat(gate.health().snapshotStep()).isEqualTo(6 * start + 3);
        steps(gate, 6 * start + 3, 6 * start + 6);
      } finally {
        try (gate) {
          assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
          assertThat(Thread.interrupted()).isTrue();
        }
      }
    }
  }

  @Test
  void theLogStaysAsItIsIfAGateCannotReplayIt() throws IOException {
    Path killed;
    try (DurableGate gate = open(MeterSink.none())) {
      steps(gate, 0, 4);
      killed = killed();
    }
    for (int start = 0; start < 2; start++) {
      SumGate unable = new SumGate("sum", NUM_UIDS, Optional.empty(), false);
      assertThatThrownBy(
              () ->
                  DurableGate.open(
                      settings(killed, true), unable, Optional.empty(), MeterSink.none()))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("training-000000000000.log: damaged from byte 24 of ")
          .hasMessageContaining("record 0: it cannot be replayed: ")
          .hasMessageContaining(
              "; the log stays as it is: start with the gate and the version that wrote it");
    }
    try (DurableGate gate = recovered(killed)) {
      assertThat(digest(gate)).isEqualTo(serial(4));
    }
  }

  @Test
  void aSecondHostInTheSameProcessDoesNotGiveTheLockAway() throws Exception {
    try (DurableGate gate = open(MeterSink.none())) {
      assertThatThrownBy(() -> open(MeterSink.none())).isInstanceOf(StateException.class);
      Process probe =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  LockProbe.class.getName(),
                  folder().resolve("host.lock").toString())
              .inheritIO()
              .start();
      try {
        assertThat(probe.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(probe.exitValue()).isEqualTo(3);
      } finally {
        probe.destroyForcibly();
      }
      step(gate, 0);
    }
  }

  @Test
  @Timeout(60)
  void theLogIsForcedInTimeHoweverLongASnapshotTakes() throws Exception {
    CountDownLatch saving = new CountDownLatch(1);
    CountDownLatch forced = new CountDownLatch(1);
    AtomicReference<Boolean> timely = new AtomicReference<>(false);
    MeterSink meters =
        new MeterSink() {
          @Override
          public void time(String name, Duration duration) {
            if (name.equals("gatehouse.state.log.fsync") && saving.getCount() == 0) {
              forced.countDown();
            } else if (name.equals("gatehouse.state.snapshot")
                && Thread.currentThread().getName().equals("gatehouse-state")) {
              saving.countDown();
              try {
                timely.set(forced.await(20, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
          }

          @Override
          public void count(String name, long amount) {}
        };
    StateSettings settings =
        new StateSettings(
            folder(), Duration.ofMillis(1), 3, true, FsyncPolicy.every(Duration.ofMillis(1)));
    try (DurableGate gate =
        DurableGate.open(settings, new SumGate(NUM_UIDS), Optional.empty(), meters)) {
      step(gate, 0);
      saving.await();
      step(gate, 1);
      forced.await();
    }
    assertThat(timely.get()).isTrue();
  }

  @Test
  void whateverFailsInASnapshotIsSaidAndMadeUpFor() {
    AtomicReference<Boolean> failing = new AtomicReference<>(false);
    MeterSink meters =
        new MeterSink() {
          @Override
          public void time(String name, Duration duration) {
            if (name.equals("gatehouse.state.snapshot") && failing.get()) {
              throw new OutOfMemoryError("Java heap space");
            }
          }

          @Override
          public void count(String name, long amount) {}
        };
    try (DurableGate gate = open(meters)) {
      step(gate, 0);
      failing.set(true);
      assertThatThrownBy(gate::checkpoint)
          .isInstanceOf(StateException.class)
          .hasMessageEndingWith(
              "no snapshot can be written: java.lang.OutOfMemoryError: Java heap space");
      assertThat(gate.health().problem()).isPresent();
      failing.set(false);
      gate.checkpoint();
      assertThat(gate.health().problem()).isEmpty();
      assertThat(scores(gate, 0).uids()).isEqualTo(Uids.of(0, 3));
    }
  }

  private static LogRecord logged(long step, float reward) {
    return new LogRecord.Step(
        step, new RecordedScores(Uids.of(1), new byte[] {0, 0, 0, 1}), new float[] {reward});
  }

  /** Leaves a snapshot of an untaught gate, and a log of these steps. */
  private Path log(LogRecord... records) throws IOException {
    recovered(folder()).close();
    Path file = folder().resolve("training-000000000000.log");
    Files.delete(file);
    try (TrainingLog log =
        new TrainingLog(first -> file, () -> {}, DiskFile::new, 0, MeterSink.none())) {
      for (LogRecord record : records) {
        log.append(record);
      }
    }
    return file;
  }

  @Test
  void aStepThatTheGateRefusesIsCutOffOnlyWhereNothingFollowsIt() throws IOException {
    Path file = log(logged(1, 0.5f), logged(2, 666), logged(3, 1));
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> recovered(folder()))
        .isInstanceOf(StateException.class)
        .hasMessageContaining(file + ": damaged from byte ")
        .hasMessageContaining("record 1: it cannot be replayed: this reward would make")
        .hasMessageContaining("the log stays as it is");
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void aStepThatTheGateRefusedBeforeAKillIsCutOff() throws IOException {
    log(logged(1, 0.5f), logged(2, 666));
    try (DurableGate gate = recovered(folder())) {
      assertThat(gate.steps()).isEqualTo(1);
      assertThat(gate.recovery().damages()).singleElement().asString().contains("record 1: ");
    }
  }

  @Test
  void aBackupUnderAnotherNameIsNotPassedOver() throws IOException {
    recovered(folder()).close();
    Path backup = Files.createDirectory(temporary.resolve("backup")).resolve("backup.safetensors");
    Files.copy(folder().resolve("snapshot-000000000000.safetensors"), backup);
    assertThatThrownBy(() -> recovered(backup.getParent()))
        .isInstanceOf(StateException.class)
        .hasMessage(
            backup
                + ": expected a snapshot to be named snapshot-NUMBER.safetensors, like"
                + " snapshot-000000000000.safetensors; rename it to start from it, or move it away");
  }

  @Test
  void aHostThatHasLostItsFolderLearnsNothing() throws IOException {
    DurableGate gate = open(MeterSink.none());
    steps(gate, 0, 2);
    Files.delete(folder().resolve("host.lock"));
    Files.createFile(folder().resolve("host.lock"));
    assertThatThrownBy(() -> step(gate, 2))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("host.lock was removed or replaced while this host had it")
        .hasMessageEndingWith("nothing was learned");
    assertThat(gate.steps()).isEqualTo(2);
    assertThatThrownBy(gate::checkpoint).hasMessageContaining("host.lock was removed or replaced");
    assertThatThrownBy(gate::close).hasMessageContaining("host.lock was removed or replaced");
    try (DurableGate next = recovered(folder())) {
      assertThat(digest(next)).isEqualTo(serial(2));
    }
  }
}
