package org.gatehouse.formats.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.gatehouse.formats.DType;
import org.gatehouse.formats.FormatException;
import org.gatehouse.formats.pickle.PickleClasses;
import org.gatehouse.formats.pickle.PickleDict;
import org.gatehouse.formats.pickle.PickleList;
import org.gatehouse.formats.pickle.PickleRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TorchFileTest {

  private static final PickleClasses AXONS =
      PickleClasses.none().withRecord("bittensor.chain_data.AxonInfo");

  @TempDir Path folder;

  static byte[] saved() {
    try (InputStream in = TorchFileTest.class.getResourceAsStream("/pickles/torch-1.13-saved.pt")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TorchFile open(byte[] file) {
    return TorchFile.open(new BytesChannel(file), "t.pt", AXONS);
  }

  /** Six floats 0..5 as the storage of one tensor whose view the pickle tells. */
  private static TorchTensor view(String storage, byte[] elements, String offsetShapeStrides) {
    String pickle =
        "\u0080\u0002ctorch._utils\n_rebuild_tensor_v2\n((\u008c\u0007storagectorch\n"
            + storage
            + "Storage\n\u008c\u00010\u008c\u0003cpuK"
            + (char) (elements.length / (storage.startsWith("Float") ? 4 : 2))
            + "tQ"
            + offsetShapeStrides
            + "\u0089}tR.";
    byte[] bytes = pickle.getBytes(StandardCharsets.ISO_8859_1);
    return (TorchTensor) open(TorchZip.ofPickle(bytes).with("a/data/0", elements).bytes()).value();
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static final byte[] SIX = floats(0, 1, 2, 3, 4, 5);

  @Nested
  final class WhatTorchWrote {

    @Test
    void tensorsAndObjectsAreRead() {
      try (TorchFile file = open(saved())) {
        PickleDict dict = (PickleDict) file.value();
        TorchTensor stake = (TorchTensor) dict.get("stake");
        PickleList axons = (PickleList) dict.get("axons");

        assertThat(dict).hasToString("an OrderedDict of 19");
        assertThat(dict.attributes().keys()).containsExactly("_metadata");
        assertThat(stake.info().dtype()).isEqualTo(DType.F32);
        assertThat(stake.info().shape()).containsExactly(3L);
        assertThat(stake.strides()).containsExactly(1L);
        assertThat(stake.floats()).containsExactly(5472497f, 10171.894f, 2.42509e-4f);
        assertThat(((TorchTensor) dict.get("n")).info().shape()).isEmpty();
        assertThat(((TorchTensor) dict.get("n")).longs()).containsExactly(3);
        assertThat(((TorchTensor) dict.get("validator_permit")).flags())
            .containsExactly(false, true, false);
        assertThat(((TorchTensor) dict.get("weights")).floats()).isEmpty();
        assertThat(((PickleRecord) axons.get(1)).attributes().get("port")).isEqualTo(8091L);
      }
    }

    @Test
    void itIsReadFromTheDisk() throws IOException {
      Path path = Files.write(folder.resolve("t.pt"), saved());
      try (TorchFile file = TorchFile.open(path, AXONS)) {
        assertThat(file.value()).hasToString("an OrderedDict of 19");
      }
      assertThatThrownBy(() -> TorchFile.open(folder.resolve("none"), AXONS))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith(folder.resolve("none") + ": cannot be opened");
    }

    @Test
    void aClassThatTheCallerDoesNotAllowIsRefused() {
      assertThatThrownBy(
              () -> TorchFile.open(new BytesChannel(saved()), "t.pt", PickleClasses.none()).value())
          .isInstanceOf(FormatException.class)
          .hasMessage(
              "t.pt!data.pkl: GLOBAL at offset 1299: the name 'bittensor.chain_data.AxonInfo' is"
                  + " refused; it is not among those allowed here");
    }

    @Test
    void elementsAreReadWhenTheyAreAskedFor() {
      TorchFile file = open(saved());
      TorchTensor stake = (TorchTensor) ((PickleDict) file.value()).get("stake");
      file.close();
      file.close();

      assertThatThrownBy(stake::floats)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("t.pt is closed");
    }
  }

  @Nested
  final class Views {

    @Test
    void aMatrixIsReadByRows() {
      TorchTensor matrix = view("Float", SIX, "K\u0000K\u0002K\u0003\u0086K\u0003K\u0001\u0086");

      assertThat(matrix.info().shape()).containsExactly(2L, 3L);
      assertThat(matrix.floats()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void aTransposedMatrixIsReadByRows() {
      TorchTensor matrix = view("Float", SIX, "K\u0000K\u0003K\u0002\u0086K\u0001K\u0003\u0086");

      assertThat(matrix.floats()).containsExactly(0, 3, 1, 4, 2, 5);
    }

    @Test
    void aColumnIsReadFromWithinItsStorage() {
      TorchTensor column = view("Float", SIX, "K\u0001K\u0002\u0085K\u0003\u0085");

      assertThat(column.offset()).isEqualTo(1);
      assertThat(column.floats()).containsExactly(1, 4);
      assertThat(view("Float", SIX, "K\u0002K\u0002\u0085K\u0001\u0085").floats())
          .containsExactly(2, 3);
    }

    @Test
    void halvesAreWidened() {
      assertThat(
              view(
                      "Half",
                      new byte[] {0, 0x3c, 0, (byte) 0xc0},
                      "K\u0000K\u0002\u0085K\u0001\u0085")
                  .floats())
          .containsExactly(1, -2);
      assertThat(view("BFloat16", new byte[] {(byte) 0x80, 0x3f}, "K\u0000))").floats())
          .containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            shape too long     | K\\0K\\7\\205K\\1\\205
            offset too far     | K\\1K\\6\\205K\\1\\205
            stride too wide    | K\\0K\\3\\205K\\3\\205
            offset below 0     | J\\377\\377\\377\\377K\\1\\205K\\1\\205
            repeated elements  | K\\0K\\7\\205K\\0\\205
            overflow           | K\\0K\\2\\205\\212\\10\\377\\377\\377\\377\\377\\377\\377\\177\\205
            """)
    void whatReachesOutOfItsStorageIsRefused(String name, String escaped) {
      assertThatThrownBy(() -> view("Float", SIX, escaped.translateEscapes()))
          .as(name)
          .isInstanceOf(FormatException.class)
          .hasMessageContaining(
              "expected a tensor within a storage of 6 F32 in 'data/0', found shape [");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            K\\0K\\2\\205)                        | expected as many strides as dimensions, found 0 for shape [2]
            K\\0J\\377\\377\\377\\377\\205K\\1\\205   | expected whole numbers of 0 or more as a tensor's size, found -1
            K\\0K\\2\\205J\\377\\377\\377\\377\\205   | expected whole numbers of 0 or more as a tensor's stride, found -1
            NK\\2\\205K\\1\\205                    | expected a storage, offset, size, stride, requires_grad and hooks, found a tuple of 6
            """)
    void whatIsNoShapeIsRefused(String escaped, String message) {
      assertThatThrownBy(() -> view("Float", SIX, escaped.translateEscapes()))
          .isInstanceOf(FormatException.class)
          .hasMessageEndingWith(": " + message);
    }

    @Test
    void aStorageOfAnotherSizeIsRefused() {
      assertThatThrownBy(() -> view("Float", new byte[7], "K\u0000))"))
          .isInstanceOf(FormatException.class)
          .hasMessageEndingWith("expected 1 elements of F32 in the entry 'data/0', found 7 bytes");
    }
  }

  @Nested
  final class Parameters {

    private Object parameter(String function, String arguments) {
      String pickle =
          "\u0080\u0002ctorch._utils\n"
              + function
              + "\n(ctorch._utils\n_rebuild_tensor_v2\n((\u008c\u0007storagectorch\nFloatStorage\n"
              + "\u008c\u00010\u008c\u0006cuda:0K\u0006tQK\u0000K\u0006\u0085K\u0001\u0085\u0088}tR"
              + arguments
              + "tR.";
      byte[] bytes = pickle.getBytes(StandardCharsets.ISO_8859_1);
      return open(TorchZip.ofPickle(bytes).with("a/data/0", SIX).bytes()).value();
    }

    @Test
    void aParameterIsItsTensor() {
      assertThat(((TorchTensor) parameter("_rebuild_parameter", "\u0088}")).floats())
          .containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(((TorchTensor) parameter("_rebuild_parameter_with_state", "\u0088}}")).floats())
          .containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void hooksAreRefused() {
      assertThatThrownBy(() -> parameter("_rebuild_parameter", "\u0088}K\u0001Ns"))
          .isInstanceOf(FormatException.class)
          .hasMessageEndingWith(": expected no hooks, found a dict of 1");
    }

    @Test
    void whatIsNoTensorIsRefused() {
      assertThatThrownBy(() -> parameter("_rebuild_parameter", "\u0088"))
          .isInstanceOf(FormatException.class)
          .hasMessageEndingWith(
              ": expected the tensor of a parameter, requires_grad and hooks, found a tuple of 2");
    }
  }
}
