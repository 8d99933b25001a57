package org.gatehouse.state.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatehouse.api.Uids;
import org.gatehouse.api.gating.RecordedScores;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.state.fakes.FailingDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLogTest {

  @TempDir Path folder;

  private final FailingDisk disk = new FailingDisk();
  private final AtomicInteger failingFolderForces = new AtomicInteger();

  private TrainingLog open() throws IOException {
    return new TrainingLog(this::segment, this::forceFolder, disk, 0, MeterSink.none());
  }

  private Path segment(long first) {
    return folder.resolve("training-" + first);
  }

  private void forceFolder() throws IOException {
    if (failingFolderForces.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IOException("the folder cannot be forced");
    }
  }

  private static LogRecord.Step step(int number) {
    return new LogRecord.Step(
        number, new RecordedScores(Uids.of(1), new byte[number]), new float[1]);
  }

  @Test
  void whatCouldNotBeForcedOnceIsInDoubtUntilASnapshotHoldsIt() throws IOException {
    try (TrainingLog log = open()) {
      log.append(step(1));
      log.force(1);
      log.append(step(2));
      disk.failingForces.set(1);
      for (int waiting = 0; waiting < 3; waiting++) {
        assertThatThrownBy(() -> log.force(2)).hasMessage("Input/output error");
        log.force(1);
      }
      log.begin(2);
      assertThatThrownBy(() -> log.force(2)).hasMessage("Input/output error");
      log.settle();
      log.force(2);
      log.append(step(3));
      log.force(3);
    }
  }

  @Test
  void aSegmentThatIsGivenUpLeavesItsLastRecordsInDoubt() throws IOException {
    try (TrainingLog log = open()) {
      log.append(step(1));
      log.begin(1);
      assertThatThrownBy(() -> log.force(1)).isInstanceOf(IOException.class);
      log.settle();
      log.force(1);
    }
  }

  @Test
  void aDoubtAboutTheCurrentSegmentOutlivesTheSnapshotBeforeIt() throws IOException {
    try (TrainingLog log = open()) {
      log.append(step(1));
      log.rotate();
      log.append(step(2));
      disk.failingForces.set(1);
      assertThatThrownBy(() -> log.force(2)).isInstanceOf(IOException.class);
      log.settle();
      assertThatThrownBy(() -> log.force(2)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aSegmentWhoseNameIsNotDurableIsNotWrittenTo() throws Exception {
    try (TrainingLog log = open()) {
      log.append(step(1));
      failingFolderForces.set(1);
      assertThatThrownBy(log::rotate).hasMessage("the folder cannot be forced");
      assertThat(segment(1)).doesNotExist();
      log.append(step(2));
      log.force(2);
      log.rotate();
      assertThat(segment(2)).exists();
    }
    try (SegmentReader reader = SegmentReader.open(segment(0), 0)) {
      assertThat(reader.next()).isPresent();
      assertThat(reader.next()).isPresent();
      assertThat(reader.next()).isEmpty();
    }
  }
}
