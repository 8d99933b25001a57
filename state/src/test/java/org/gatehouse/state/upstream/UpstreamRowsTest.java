package org.gatehouse.state.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.gatehouse.api.gating.SnapshotException;
import org.gatehouse.api.gating.SnapshotTensor;
import org.gatehouse.formats.safetensors.SafetensorsFile;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UpstreamRowsTest {

  private static final Path RESOURCES =
      Path.of("src", "test", "resources", "org", "gatehouse", "state", "upstream");
  private static final Path SAVED = RESOURCES.resolve("reference_gating_linear_layer.pth");

  @TempDir private Path folder;

  private Path file(byte[] bytes) {
    try {
      return Files.write(folder.resolve("layer.pth"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private UpstreamRows read(TorchSaved saved) {
    return UpstreamRows.read(file(saved.bytes()));
  }

  private void assertRefused(byte[] bytes, String... message) {
    Path file = file(bytes);
    assertThatThrownBy(() -> UpstreamRows.read(file))
        .isInstanceOf(SnapshotException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContainingAll(message);
  }

  private void assertRefused(TorchSaved saved, String... message) {
    assertRefused(saved.bytes(), message);
  }

  private static TorchSaved layer(int numUids, int hidden) {
    return new TorchSaved()
        .floats("weight", new float[numUids * hidden], numUids, hidden)
        .floats("bias", new float[numUids], numUids);
  }

  @Nested
  class WhatTorchWrote {

    @Test
    void holdsTheRowsOfTheTrajectoryBitForBit() {
      UpstreamRows rows = UpstreamRows.read(SAVED);
      try (SafetensorsFile same =
          SafetensorsFile.open(RESOURCES.resolve("trajectory-final.safetensors"))) {
        assertThat(rows.weight())
            .isEqualTo(SnapshotTensor.floats(same.floats("weight_final_f32"), 256, 64));
        assertThat(rows.bias())
            .isEqualTo(SnapshotTensor.floats(same.floats("bias_final_f32"), 256));
      }
      assertThat(rows.numUids()).isEqualTo(256);
      assertThat(rows.hidden()).isEqualTo(64);
    }

    @Test
    void isRefusedWhenCutAnywhere() throws IOException {
      byte[] good = Files.readAllBytes(SAVED);
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < 200; i++) {
        assertRefused(Arrays.copyOf(good, random.nextInt(good.length)), ": expected ");
      }
      assertRefused(Arrays.copyOf(good, good.length - 1), "the file is truncated");
    }

    @Test
    void neverGivesOtherNumbersWhenAByteChanged() throws IOException {
      byte[] good = Files.readAllBytes(SAVED);
      UpstreamRows rows = UpstreamRows.read(SAVED);
      SplittableRandom random = new SplittableRandom(2);
      int refused = 0;
      for (int i = 0; i < 500; i++) {
        byte[] bad = good.clone();
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
        try {
          // Padding, dates and the like carry nothing.
          assertThat(UpstreamRows.read(file(bad))).isEqualTo(rows);
        } catch (SnapshotException e) {
          refused++;
        }
      }
      assertThat(refused).isGreaterThan(450);
    }
  }

  @Nested
  class Tensors {

    private final float[] values = {1, -2, 3.5f, 4, 5, -0f};

    @Test
    void areReadInTheOrderOfTheirRows() {
      UpstreamRows rows =
          read(
              new TorchSaved()
                  .floats("bias", new float[] {7, 8}, 2)
                  .floats("weight", values, 2, 3));
      assertThat(rows.weight()).isEqualTo(SnapshotTensor.floats(values, 2, 3));
      assertThat(rows.bias()).isEqualTo(SnapshotTensor.floats(new float[] {7, 8}, 2));
    }

    @Test
    void mayBeParameters() {
      UpstreamRows rows =
          read(
              new TorchSaved()
                  .parameter("weight", values, 2, 3)
                  .parameter("bias", new float[] {7, 8}, 2));
      assertThat(rows.weight()).isEqualTo(SnapshotTensor.floats(values, 2, 3));
    }

    @Test
    void mayBeTransposedViews() {
      UpstreamRows rows =
          read(
              new TorchSaved()
                  .view(
                      "weight",
                      "Float",
                      TorchSaved.floats(values),
                      6,
                      new int[] {2, 3},
                      new int[] {1, 2})
                  .floats("bias", new float[2], 2));
      assertThat(rows.weight().toFloats()).containsExactly(1, 3.5f, 5, -2, 4, -0f);
    }

    @Test
    void ofHalfPrecisionAreWidened() {
      UpstreamRows rows =
          read(
              new TorchSaved()
                  .view(
                      "weight",
                      "Half",
                      TorchSaved.shorts(0x3c00, 0xc000),
                      2,
                      new int[] {1, 2},
                      new int[] {2, 1})
                  .view(
                      "bias",
                      "BFloat16",
                      TorchSaved.shorts(0x3fc0),
                      1,
                      new int[] {1},
                      new int[] {1}));
      assertThat(rows.weight().toFloats()).containsExactly(1, -2);
      assertThat(rows.bias().toFloats()).containsExactly(1.5f);
    }

    @Test
    void ofDoublePrecisionAreRefused() {
      assertRefused(
          new TorchSaved()
              .view("weight", "Double", new byte[16], 2, new int[] {1, 2}, new int[] {2, 1})
              .floats("bias", new float[1], 1),
          ": weight: expected a tensor of F32, F16 or BF16, found a tensor of F64 [1, 2]");
    }

    @Test
    void ofOtherShapesAreRefused() {
      String expected =
          ": expected a weight of shape [numUids, hidden] and a bias of shape [numUids] with 1 to"
              + " 65536 uids, found ";
      assertRefused(
          new TorchSaved().floats("weight", values, 2, 3).floats("bias", new float[3], 3),
          expected + "[2, 3] and [3]");
      assertRefused(
          new TorchSaved().floats("weight", values, 6).floats("bias", new float[6], 6),
          expected + "[6] and [6]");
      assertRefused(
          new TorchSaved().floats("weight", values, 1, 2, 3).floats("bias", new float[1], 1),
          expected + "[1, 2, 3] and [1]");
      assertRefused(
          new TorchSaved().floats("weight", values, 2, 3).floats("bias", new float[2], 2, 1),
          expected + "[2, 3] and [2, 1]");
      assertRefused(layer(0, 3), expected + "[0, 3] and [0]");
      assertRefused(layer(3, 0), expected + "[3, 0] and [3]");
      assertRefused(layer(65537, 1), expected + "[65537, 1] and [65537]");
      assertThat(read(layer(65536, 1)).numUids()).isEqualTo(65536);
    }

    @Test
    void withNumbersThatAreNotFiniteAreRefused() {
      values[4] = Float.NaN;
      assertRefused(
          new TorchSaved().floats("weight", values, 2, 3).floats("bias", new float[2], 2),
          ": weight of uid 1 holds NaN: the weights diverged, or a reward was no number");
      values[4] = 0;
      assertRefused(
          new TorchSaved()
              .floats("weight", values, 2, 3)
              .floats("bias", new float[] {Float.NEGATIVE_INFINITY, 0}, 2),
          ": bias of uid 0 holds -Infinity: ");
    }

    @Test
    void thatReachBeyondTheirBytesAreRefused() {
      assertRefused(
          new TorchSaved()
              .view("weight", "Float", new byte[8], 2, new int[] {2, 1000}, new int[] {0, 0})
              .floats("bias", new float[2], 2),
          "expected a tensor within a storage of 2 F32 in 'data/0', found shape [2, 1000]");
      assertRefused(
          new TorchSaved()
              .view("weight", "Float", new byte[8], 1 << 30, new int[] {1, 1}, new int[] {1, 1})
              .floats("bias", new float[1], 1),
          "expected 1073741824 elements of F32 in the entry 'data/0', found 8 bytes");
    }
  }

  @Nested
  class OtherContents {

    private final String expected =
        ": expected the state of one linear layer, a dict of 'weight' and 'bias', found ";

    @Test
    void otherKeysAreNamed() {
      assertRefused(
          new TorchSaved().floats("weight", new float[1], 1, 1),
          expected + "an OrderedDict of 1: 'weight'");
      assertRefused(
          layer(1, 1).floats("scale", new float[1], 1),
          expected + "an OrderedDict of 3: 'weight', 'bias', 'scale'");
      TorchSaved model = new TorchSaved();
      for (int i = 0; i < 20; i++) {
        model.floats("transformer.h." + i, new float[1], 1);
      }
      assertRefused(
          model, expected + "an OrderedDict of 20: 'transformer.h.0', ", "'transformer.h.7', ...");
      assertRefused(new TorchSaved(), expected + "an OrderedDict of 0");
    }

    @Test
    void whatIsNoDictIsNamed() {
      assertRefused(new TorchSaved().zip("\u0080\u0002K\u0007."), expected + "7");
      assertRefused(new TorchSaved().zip("\u0080\u0002N."), expected + "None");
    }

    @Test
    void whatIsNoTensorIsNamed() {
      assertRefused(
          new TorchSaved().value("weight", "K\u0007").floats("bias", new float[1], 1),
          ": weight: expected a tensor of F32, F16 or BF16, found 7");
    }

    @Test
    void aPickleThatWouldRunSomethingIsRefusedAndRunsNothing() {
      assertRefused(
          new TorchSaved().value("weight", "cposix\nsystem\n(X\u0002\u0000\u0000\u0000lstR"),
          "!data.pkl",
          "posix.system");
      assertRefused(new TorchSaved().value("weight", "c__builtin__\neval\n"), "__builtin__.eval");
    }

    @Test
    void aPickleThatStopsHalfWayIsRefused() {
      assertRefused(new TorchSaved().zip("\u0080\u0002}(X\u0006"), "!data.pkl");
    }
  }

  @Nested
  class OtherFiles {

    private final String expected = ": expected a file of torch.save, ";

    @Test
    void areSaidToBeWhatTheyAre() {
      assertRefused(new byte[0], expected + "which is a zip, found an empty one");
      assertRefused(
          "@\0\0\0\0\0\0\0{\"weight\":{}}".getBytes(StandardCharsets.US_ASCII),
          expected + "which is a zip, found one of safetensors");
      assertRefused(
          new byte[] {(byte) 0x80, 4, '}', '.'},
          expected + "which is a zip, found one that begins with the bytes 80 04 7d 2e");
    }

    @Test
    void ofTorchBefore16AreToldWhatToDo() {
      byte[] legacy = {
        (byte) 0x80,
        2,
        (byte) 0x8a,
        10,
        0x6c,
        (byte) 0xfc,
        (byte) 0x9c,
        0x46,
        (byte) 0xf9,
        0x20,
        0x6a,
        (byte) 0xa8,
        0x50,
        0x19,
        0x2e,
        (byte) 0x80,
        2
      };
      assertRefused(
          legacy, "found the format of torch before 1.6", "load and save it with a newer torch");
    }

    @Test
    void missingOnesAndDirectoriesAreNamed() {
      assertThatThrownBy(() -> UpstreamRows.read(folder))
          .isInstanceOf(SnapshotException.class)
          .hasMessage(folder + expected + "found a directory");
      Path missing = folder.resolve("missing.pth");
      assertThatThrownBy(() -> UpstreamRows.read(missing))
          .isInstanceOf(SnapshotException.class)
          .hasMessage(missing + ": there is no such file");
    }
  }
}
