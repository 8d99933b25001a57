package org.gatehouse.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gatehouse.api.GatehouseException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableFileTest {

  @TempDir private Path folder;

  @Test
  void takesThePlaceOfWhatWasThereAndLeavesNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    DurableFile.check(file);
    DurableFile.writeString(file, "new ü");
    assertThat(file).hasContent("new ü");
    assertThat(folder.toFile().list()).containsExactly("a");
  }

  @Test
  void mayBeReadByWhomeverMayReadNewFiles() throws IOException {
    assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix")).isTrue();
    Path file = folder.resolve("a");
    DurableFile.writeString(file, "new");
    Path other = Files.createFile(folder.resolve("other"));
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
  }

  @Test
  void aFailureHalfWayLeavesTheFolderAsItWas() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    assertRefused(
        () ->
            DurableFile.write(
                file,
                out -> {
                  out.write("half of it".getBytes(StandardCharsets.UTF_8));
                  throw new IOException("no space left on device");
                }),
        file + ": cannot be written: no space left on device");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("a");
  }

  @Test
  void textThatIsNotUnicodeIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    assertRefused(
        () -> DurableFile.writeString(file, "\ud800"),
        file + ": cannot be written: it would hold text that is not valid Unicode");
    assertThat(file).hasContent("old");
  }

  @Test
  void whatTheSystemSaysIsPassedOn() {
    Path file = folder.resolve("x".repeat(250));
    assertThatThrownBy(() -> DurableFile.writeString(file, "new"))
        .isInstanceOf(GatehouseException.class)
        .hasMessageStartingWith(file + ": cannot be written: ")
        .hasMessageNotContainingAny("Exception", ".tmp");
  }

  @Nested
  class Places {

    @Test
    void aDirectoryIsRefused() {
      assertNoPlace(folder, folder + ": expected the path of a file, found a directory");
    }

    @Test
    void aMissingFolderIsNamed() {
      Path file = folder.resolve("none/a");
      assertNoPlace(file, file + ": cannot be written: its folder does not exist");
    }

    @Test
    void aDeviceIsRefused() {
      Path device = Path.of("/dev/null");
      assumeThat(device).exists();
      // A look only: were the check to fail, nobody would want the device replaced.
      assertRefused(
          () -> DurableFile.check(device),
          device + ": expected a regular file, found a device or a pipe");
    }
  }

  @Nested
  class SymbolicLinks {

    @Test
    void stayLinksAndWhatTheyPointToIsReplaced() throws IOException {
      Path volume = Files.createDirectory(folder.resolve("volume"));
      Path file = Files.writeString(volume.resolve("a"), "old");
      Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("volume/a"));
      DurableFile.check(link);
      DurableFile.writeString(link, "new");
      assertThat(link).isSymbolicLink();
      assertThat(file).isRegularFile().hasContent("new");
      assertThat(volume.toFile().list()).containsExactly("a");
    }

    @Test
    void toAFolderLeadIntoIt() throws IOException {
      Path volume = Files.createDirectory(folder.resolve("volume"));
      Path link = Files.createSymbolicLink(folder.resolve("link"), volume);
      DurableFile.writeString(link.resolve("a"), "new");
      assertThat(volume.resolve("a")).hasContent("new");
      assertNoPlace(link, link + ": expected the path of a file, found a directory");
    }

    @Test
    void toNothingAreRefused() throws IOException {
      Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("gone"));
      assertNoPlace(link, link + ": points to nothing that exists");
      assertThat(folder.toFile().list()).containsExactly("link");
    }
  }

  private static void assertNoPlace(Path file, String message) {
    assertRefused(() -> DurableFile.check(file), message);
    assertRefused(() -> DurableFile.writeString(file, "new"), message);
  }

  private static void assertRefused(ThrowingCallable action, String message) {
    assertThatThrownBy(action).isInstanceOf(GatehouseException.class).hasMessage(message);
  }
}
