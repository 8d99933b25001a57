package org.gatehouse.host.metagraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.api.GatehouseException;
import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotFilesTest {

  @TempDir private Path folder;

  @Test
  void takesThePlaceOfWhatWasThereAndLeavesNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "old");
    SnapshotFiles.write(file, Networks.small());
    assertThat(file).hasContent(SnapshotJson.of(Networks.small()));
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void mayBeReadByWhomeverMayReadNewFiles() throws IOException {
    assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix")).isTrue();
    Path file = folder.resolve("a.json");
    SnapshotFiles.write(file, Networks.small());
    Path other = Files.createFile(folder.resolve("other"));
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
  }

  @Test
  void aDirectoryIsRefused() {
    assertThatThrownBy(() -> SnapshotFiles.write(folder, Networks.small()))
        .isInstanceOf(GatehouseException.class)
        .hasMessage(folder + ": expected the path of a file, found a directory");
  }

  @Test
  void aMissingFolderIsNamed() {
    Path file = folder.resolve("none/a.json");
    assertThatThrownBy(() -> SnapshotFiles.write(file, Networks.small()))
        .isInstanceOf(GatehouseException.class)
        .hasMessage(file + ": cannot be written: its folder does not exist");
  }

  @Test
  void afterAFailureTheFolderIsAsItWas() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "old");
    Metagraph unwritable =
        Metagraph.of(1, 1, List.of(Neuron.builder(0, "a").coldkey("\ud800").build()));
    assertThatThrownBy(() -> SnapshotFiles.write(file, unwritable))
        .isInstanceOf(GatehouseException.class)
        .hasMessage(
            file + ": cannot be written: the snapshot holds text that is not valid Unicode");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void whatTheSystemSaysIsPassedOn() {
    Path file = folder.resolve("x".repeat(250));
    assertThatThrownBy(() -> SnapshotFiles.write(file, Networks.small()))
        .isInstanceOf(GatehouseException.class)
        .hasMessageStartingWith(file + ": cannot be written: ")
        .hasMessageNotContainingAny("Exception", ".tmp");
  }
}
