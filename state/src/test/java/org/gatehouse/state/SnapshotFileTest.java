package org.gatehouse.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gatehouse.api.gating.GatingSnapshot;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.SnapshotTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {

  /** Written by the first version of this format; must stay readable for good. */
  private static final Path GOLDEN =
      Path.of("src/test/resources/org/gatehouse/state/snapshot-v1.safetensors");

  private static final GatingSnapshot SNAPSHOT =
      new GatingSnapshot(
          "sentence",
          "some-encoder@0123456789abcdef/mean-normalised",
          1,
          6_852_690L,
          42,
          3,
          -7,
          new TreeMap<>(
              Map.of(0, "hotkey zero", 2, "5F3sa2TJAWMqDhXG6jhV4N8ko9SxwGy8TpaNS1repo5EYjQX")),
          new TreeMap<>(Map.of("random", "state \"quoted\" ü")),
          new TreeMap<>(
              Map.of(
                  "head.weight",
                      SnapshotTensor.floats(
                          new float[] {1.5f, -0f, Float.MIN_VALUE, 4, 5, 6}, 3, 2),
                  "exact", SnapshotTensor.doubles(new double[] {Math.PI}),
                  "peers.resets", SnapshotTensor.longs(new long[] {0, Long.MAX_VALUE, -1}, 3),
                  "bytes",
                      SnapshotTensor.of(
                          SnapshotTensor.Type.U8,
                          List.of(2),
                          ByteBuffer.wrap(new byte[] {-1, 1})))));

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBack() {
    Path file = folder.resolve("gate.safetensors");
    SnapshotFile.write(file, SNAPSHOT);
    assertThat(SnapshotFile.read(file)).isEqualTo(SNAPSHOT);
  }

  @Test
  void aGateThatNeverSawANetworkIsReadBackWithoutOne() {
    GatingSnapshot unaware =
        new GatingSnapshot(
            "g", "e", null, null, 0, 0, 0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    Path file = folder.resolve("gate.safetensors");
    SnapshotFile.write(file, unaware);
    assertThat(SnapshotFile.read(file)).isEqualTo(unaware);
  }

  @Test
  void theFirstVersionsFileIsReadableAndWrittenTheSameToday() throws IOException {
    Path file = folder.resolve("gate.safetensors");
    SnapshotFile.write(file, SNAPSHOT);
    assertThat(SnapshotFile.read(GOLDEN)).isEqualTo(SNAPSHOT);
    assertThat(file).hasSameBinaryContentAs(GOLDEN);
  }

  @Test
  void writingReplacesTheFileAndLeavesNothingElseBehind() throws IOException {
    Path file = folder.resolve("gate.safetensors");
    Files.writeString(file, "an older one");
    SnapshotFile.write(file, SNAPSHOT);
    assertThat(SnapshotFile.read(file)).isEqualTo(SNAPSHOT);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aLinkStaysALinkToTheNewSnapshot() throws IOException {
    Path file = Files.writeString(folder.resolve("gate.safetensors"), "an older one");
    Path link = Files.createSymbolicLink(folder.resolve("latest"), file.getFileName());
    SnapshotFile.write(link, SNAPSHOT);
    assertThat(link).isSymbolicLink();
    assertThat(SnapshotFile.read(file)).isEqualTo(SNAPSHOT);
  }

  @Test
  void everyChangedByteIsNoticed() throws IOException {
    Path file = folder.resolve("gate.safetensors");
    SnapshotFile.write(file, SNAPSHOT);
    byte[] good = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(1);
    for (int position = 0; position < good.length; position++) {
      byte[] bad = good.clone();
      bad[position] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bad);
      // Spaces and the order of keys carry nothing: there, a change may be harmless.
      GatingSnapshot read;
      try {
        read = SnapshotFile.read(file);
      } catch (SnapshotException e) {
        assertThat(e).hasMessageContaining(file.toString());
        continue;
      }
      assertThat(read).as("byte %d changed", position).isEqualTo(SNAPSHOT);
    }
  }

  @Test
  void aChangedWeightNamesBothHashes() throws IOException {
    Path file = folder.resolve("gate.safetensors");
    SnapshotFile.write(file, SNAPSHOT);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> SnapshotFile.read(file))
        .isInstanceOf(SnapshotException.class)
        .hasMessageMatching(
            "\\Q"
                + file
                + "\\E: damaged: expected contents with SHA-256 [0-9a-f]{64}, found [0-9a-f]{64}");
  }

  @Test
  void aTruncatedFileIsNoSnapshot() throws IOException {
    Path file = folder.resolve("gate.safetensors");
    SnapshotFile.write(file, SNAPSHOT);
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> SnapshotFile.read(file))
          .isInstanceOf(SnapshotException.class)
          .hasMessageStartingWith("not a snapshot: " + file);
    }
  }

  @Test
  void aCheckpointThatIsNoSnapshotIsRefusedByItsVersion() throws IOException {
    Path file = folder.resolve("model.safetensors");
    byte[] header = "{}      ".getBytes(StandardCharsets.US_ASCII);
    Files.write(
        file,
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header)
            .array());
    assertThatThrownBy(() -> SnapshotFile.read(file))
        .isInstanceOf(SnapshotException.class)
        .hasMessage(
            file + ": expected a snapshot, found a safetensors file without a format version");
  }

  @Test
  void aMissingFileAndADirectoryAreNamed() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> SnapshotFile.read(missing))
        .isInstanceOf(SnapshotException.class)
        .hasMessage(missing + ": there is no such snapshot file");
    assertThatThrownBy(() -> SnapshotFile.read(folder))
        .isInstanceOf(SnapshotException.class)
        .hasMessage(folder + ": expected a snapshot file, found a directory");
    assertThatThrownBy(() -> SnapshotFile.write(folder, SNAPSHOT))
        .isInstanceOf(SnapshotException.class)
        .hasMessage(folder + ": expected the path of a file, found a directory");
    Path nowhere = folder.resolve("missing").resolve("gate.safetensors");
    assertThatThrownBy(() -> SnapshotFile.write(nowhere, SNAPSHOT))
        .isInstanceOf(SnapshotException.class)
        .hasMessage(nowhere + ": cannot be written: its folder does not exist");
  }
}
