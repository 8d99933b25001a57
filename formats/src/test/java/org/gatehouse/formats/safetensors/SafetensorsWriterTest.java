package org.gatehouse.formats.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gatehouse.formats.DType;
import org.gatehouse.formats.TensorInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SafetensorsWriterTest {

  private static NamedTensor tensor(String name, DType dtype, byte[] data, long... shape) {
    List<Long> dimensions = new ArrayList<>();
    for (long dimension : shape) {
      dimensions.add(dimension);
    }
    return new NamedTensor(new TensorInfo(name, dtype, dimensions), ByteBuffer.wrap(data));
  }

  private static byte[] write(Map<String, String> metadata, List<NamedTensor> tensors) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SafetensorsWriter.write(out, metadata, tensors);
    return out.toByteArray();
  }

  @Test
  void writesTheLengthThePaddedHeaderAndTheData() {
    byte[] file =
        write(
            Map.of("step", "7", "gate", "sentence"),
            List.of(
                tensor("b", DType.U8, new byte[] {9}, 1),
                tensor("a", DType.F32, new byte[] {0, 0, (byte) 0x80, 0x3f})));
    String header =
        "{\"__metadata__\":{\"gate\":\"sentence\",\"step\":\"7\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[4,5]}}";
    String padded = header + " ".repeat(-header.length() & 7);
    byte[] expected = RawFile.of(padded, 5);
    System.arraycopy(new byte[] {0, 0, (byte) 0x80, 0x3f, 9}, 0, expected, expected.length - 5, 5);
    assertThat(file).isEqualTo(expected);
    assertThat(padded).isNotEqualTo(header);
  }

  @Test
  void equalContentsGiveEqualBytesInWhateverOrderTheyCome() {
    List<NamedTensor> tensors = new ArrayList<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (DType dtype : DType.values()) {
      tensors.add(tensor("t" + dtype, dtype, new byte[dtype.byteSize() * 3], 3));
    }
    for (int i = 0; i < 20; i++) {
      metadata.put("k" + i, "v" + i);
    }
    byte[] file = write(metadata, tensors);
    Collections.shuffle(tensors, new Random(5));
    Map<String, String> reversed = new LinkedHashMap<>();
    for (int i = 19; i >= 0; i--) {
      reversed.put("k" + i, "v" + i);
    }
    assertThat(write(reversed, tensors)).isEqualTo(file);
  }

  @ParameterizedTest
  @EnumSource
  void everyDtypeSurvives(DType dtype) throws IOException {
    byte[] data = new byte[dtype.byteSize() * 6];
    new Random(11).nextBytes(data);
    NamedTensor written = tensor("x", dtype, data, 2, 3);
    try (SafetensorsFile file = RawFile.open(write(Map.of(), List.of(written)))) {
      assertThat(file.info("x")).isEqualTo(written.info());
      assertThat(file.bytes("x")).isEqualTo(ByteBuffer.wrap(data));
    }
  }

  @Test
  void everyTensorIsAligned() throws IOException {
    List<NamedTensor> tensors = new ArrayList<>();
    for (DType dtype : DType.values()) {
      tensors.add(tensor(dtype.name(), dtype, new byte[dtype.byteSize() * 3], 3));
    }
    byte[] file = write(Map.of("odd", "length"), tensors);
    long offset = 8 + ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    try (SafetensorsFile read = RawFile.open(file)) {
      for (TensorInfo info : read.tensors().values()) {
        assertThat(offset % info.dtype().byteSize()).as(info.name()).isZero();
        offset += info.byteCount();
      }
    }
    assertThat(offset).isEqualTo(file.length);
  }

  @Test
  void namesAndMetadataMayHoldAnyText() throws IOException {
    String odd = "\u0000\"\\\n ü \uD83D\uDE00";
    byte[] file = write(Map.of(odd, odd, "", ""), List.of(tensor(odd, DType.U8, new byte[1], 1)));
    try (SafetensorsFile read = RawFile.open(file)) {
      assertThat(read.names()).containsExactly(odd);
      assertThat(read.metadata()).containsOnly(Map.entry(odd, odd), Map.entry("", ""));
    }
  }

  @Test
  void aLargeTensorAndALargeMetadataStringSurvive() throws IOException {
    byte[] data = new byte[300_001];
    new Random(1).nextBytes(data);
    String text = "x".repeat(25_000_000);
    byte[] file = write(Map.of("text", text), List.of(tensor("a", DType.U8, data, data.length)));
    try (SafetensorsFile read = RawFile.open(file)) {
      assertThat(read.bytes("a")).isEqualTo(ByteBuffer.wrap(data));
      assertThat(read.metadata().get("text")).hasSize(text.length());
    }
  }

  @Test
  void writingLeavesTheCallersBufferAlone() {
    ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3, 4});
    data.position(1).limit(3);
    NamedTensor tensor = new NamedTensor(new TensorInfo("a", DType.U8, List.of(2L)), data);
    byte[] first = write(Map.of(), List.of(tensor));
    assertThat(first).endsWith(2, 3);
    assertThat(write(Map.of(), List.of(tensor))).isEqualTo(first);
    assertThat(data.position()).isEqualTo(1);
  }

  @Test
  void dataOfAnotherSizeAreRefused() {
    assertThatThrownBy(() -> tensor("a", DType.F32, new byte[20], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor 'a': expected 24 bytes for F32 [2, 3], found 20");
  }

  @Test
  void aNameTwiceIsRefused() {
    NamedTensor first = tensor("a", DType.F32, new byte[4]);
    NamedTensor second = tensor("a", DType.U8, new byte[1]);
    assertThatThrownBy(() -> write(Map.of(), List.of(first, second)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor 'a': expected once, found twice");
  }

  @Test
  void theReservedNameIsRefused() {
    assertThatThrownBy(
            () -> write(Map.of(), List.of(tensor("__metadata__", DType.U8, new byte[1]))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor '__metadata__': the name is reserved");
  }

  @Test
  void halfASurrogatePairIsRefused() {
    assertThatThrownBy(() -> write(Map.of("k", "\uD83D"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected Unicode text, found half a surrogate pair in '\uD83D'");
    assertThatThrownBy(() -> write(Map.of(), List.of(tensor("\uDE00", DType.U8, new byte[1]))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHeaderThatNoReaderWouldAcceptIsRefused() {
    String text = "x".repeat(SafetensorsHeader.MAX_BYTES - 20);
    assertThatThrownBy(() -> write(Map.of("k", text), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a header of at most 100000000 bytes, found 100000008");
  }

  @Test
  void aFailingStreamIsAnOutputError() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };
    assertThatThrownBy(() -> SafetensorsWriter.write(full, Map.of(), List.of()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("disk full");
  }

  @Test
  void theHeaderIsUtf8() {
    byte[] file = write(Map.of("k", "ü"), List.of());
    assertThat(new String(file, 8, file.length - 8, StandardCharsets.UTF_8))
        .startsWith("{\"__metadata__\":{\"k\":\"ü\"}}");
  }
}
