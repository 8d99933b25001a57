package org.gatehouse.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.formats.onnx.OnnxBytes.littleEndian;
import static org.gatehouse.formats.onnx.OnnxBytes.message;
import static org.gatehouse.formats.onnx.OnnxBytes.model;
import static org.gatehouse.formats.onnx.OnnxBytes.raw;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.gatehouse.formats.DType;
import org.gatehouse.formats.FormatException;
import org.gatehouse.formats.TensorInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OnnxInitializersTest {

  @Test
  void initializersComeInTheOrderOfTheGraph() {
    byte[] model =
        model(
            raw("weight", 1, littleEndian(1, 2, 3, 4, 5, 6), 2, 3),
            raw("bias", 1, littleEndian(7)));
    try (OnnxInitializers initializers = OnnxBytes.read(model)) {
      assertThat(initializers.origin()).isEqualTo("m.onnx");
      assertThat(initializers.names()).containsExactly("weight", "bias");
      assertThat(initializers.info("weight"))
          .isEqualTo(new TensorInfo("weight", DType.F32, List.of(2L, 3L)));
      assertThat(initializers.floats("weight")).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(initializers.info("bias").shape()).isEmpty();
      assertThat(initializers.floats("bias")).containsExactly(7);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,F32", "2,U8", "6,I32", "7,I64", "9,BOOL", "10,F16", "11,F64", "16,BF16"})
  void everyDataTypeOfACheckpointIsRead(int dataType, DType dtype) {
    byte[] data = new byte[3 * dtype.byteSize()];
    new Random(dataType).nextBytes(data);
    try (OnnxInitializers initializers = OnnxBytes.read(model(raw("a", dataType, data, 3)))) {
      assertThat(initializers.info("a").dtype()).isEqualTo(dtype);
      assertThat(initializers.bytes("a")).isEqualTo(ByteBuffer.wrap(data));
    }
  }

  @Test
  void packedFieldsAreReadAsWellAsSingleOnes() {
    byte[] packed =
        message(
            out -> {
              out.writeByteArray(4, littleEndian(1, 2, 3));
              out.writeFloat(4, 4);
              out.writeByteArray(1, new byte[] {2, 2});
              out.writeInt32(2, 1);
              out.writeString(8, "floats");
            });
    byte[] longs =
        message(
            out -> {
              out.writeString(8, "longs");
              out.writeInt64(7, -1);
              out.writeByteArray(7, new byte[] {5, (byte) 0x80, 1});
              out.writeInt64(1, 3);
              out.writeInt32(2, 7);
            });
    try (OnnxInitializers initializers = OnnxBytes.read(model(packed, longs))) {
      assertThat(initializers.info("floats").shape()).containsExactly(2L, 2L);
      assertThat(initializers.floats("floats")).containsExactly(1, 2, 3, 4);
      ByteBuffer bytes = initializers.bytes("longs");
      assertThat(new long[] {bytes.getLong(), bytes.getLong(), bytes.getLong()})
          .containsExactly(-1, 5, 128);
    }
  }

  @Test
  void anEmptyTensorNeedsNoData() {
    byte[] empty =
        message(
            out -> {
              out.writeInt64(1, 0);
              out.writeInt32(2, 1);
              out.writeString(8, "empty");
            });
    try (OnnxInitializers initializers = OnnxBytes.read(model(empty))) {
      assertThat(initializers.floats("empty")).isEmpty();
    }
  }

  @Test
  void aTensorLongerThanAnyBufferSurvives() {
    byte[] data = new byte[1_000_003];
    new Random(3).nextBytes(data);
    try (OnnxInitializers initializers =
        OnnxBytes.read(model(raw("a", 2, data, data.length), raw("b", 2, new byte[] {1}, 1)))) {
      assertThat(initializers.bytes("a")).isEqualTo(ByteBuffer.wrap(data));
      assertThat(initializers.bytes("b").get()).isEqualTo((byte) 1);
    }
  }

  @Test
  void buffersAreReadOnlyLittleEndianAndTheCallersOwn() {
    try (OnnxInitializers initializers = OnnxBytes.read(model(raw("a", 1, littleEndian(7))))) {
      ByteBuffer first = initializers.bytes("a");
      assertThat(first.getFloat()).isEqualTo(7);
      assertThat(first.isReadOnly()).isTrue();
      assertThat(first.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
      assertThat(initializers.bytes("a").remaining()).isEqualTo(4);
    }
  }

  @Test
  void aGraphWithoutInitializersIsEmpty() {
    try (OnnxInitializers initializers = OnnxBytes.read(model())) {
      assertThat(initializers.names()).isEmpty();
    }
  }

  @Test
  void aMissingTensorIsRefusedByName() {
    try (OnnxInitializers initializers = OnnxBytes.read(model(raw("a", 1, littleEndian(7))))) {
      assertThatThrownBy(() -> initializers.bytes("b"))
          .isInstanceOf(FormatException.class)
          .hasMessage("m.onnx: expected a tensor named 'b', found 1 tensors, the first is 'a'");
    }
  }

  @Test
  void aClosedSourceGivesNoBytes() {
    OnnxInitializers initializers = OnnxBytes.read(model(raw("a", 1, littleEndian(7))));
    initializers.close();
    initializers.close();
    assertThatThrownBy(() -> initializers.floats("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("m.onnx is closed");
  }

  @Test
  void aFileIsReadByItsPath(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.onnx");
    Files.write(file, model(raw("a", 1, littleEndian(7))));
    try (OnnxInitializers initializers = OnnxInitializers.open(file)) {
      assertThat(initializers.origin()).isEqualTo(file.toString());
      assertThat(initializers.floats("a")).containsExactly(7);
    }
    assertThatThrownBy(() -> OnnxInitializers.open(folder.resolve("none")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none");
  }

  @Test
  void aFailingStreamIsAnInputError() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection lost");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("connection lost");
          }
        };
    assertThatThrownBy(() -> OnnxInitializers.read(failing, "m.onnx"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("m.onnx: cannot be read: java.io.IOException: connection lost");
  }
}
