package org.gatehouse.formats.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.formats.onnx.OnnxBytes.littleEndian;
import static org.gatehouse.formats.onnx.OnnxBytes.message;
import static org.gatehouse.formats.onnx.OnnxBytes.model;
import static org.gatehouse.formats.onnx.OnnxBytes.raw;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.gatehouse.formats.FormatException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class MalformedOnnxTest {

  /** The byte positions are those where the reader stood; the tests pin the words. */
  private static void refused(byte[] model, String where, String problem) {
    assertThatThrownBy(() -> OnnxBytes.read(model))
        .isInstanceOf(FormatException.class)
        .hasMessageMatching("\\Qm.onnx: " + where + " near byte \\E\\d+\\Q: " + problem + "\\E.*");
  }

  private static byte[] tensor(OnnxBytes.Fields more) {
    return model(
        message(
            out -> {
              out.writeString(8, "a");
              more.write(out);
            }));
  }

  @Nested
  final class Wire {
    @Test
    void anEmptyFileHasNoGraph() {
      assertThatThrownBy(() -> OnnxBytes.read(new byte[0]))
          .isInstanceOf(FormatException.class)
          .hasMessage("m.onnx: model near byte 0: expected a graph, found none");
    }

    @Test
    void textIsRefused() {
      assertThatThrownBy(
              () -> OnnxBytes.read("<html>not found</html>".getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(FormatException.class)
          .hasMessage("m.onnx: model.graph near byte 1: expected wire type 2, found 4");
    }

    @Test
    void everyTruncationIsRefused() {
      byte[] whole = model(raw("a", 1, littleEndian(1, 2), 2));
      int graphEnd = whole.length - 4;
      for (int length = 0; length < graphEnd; length++) {
        byte[] truncated = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> OnnxBytes.read(truncated))
            .as("%d bytes", length)
            .isInstanceOf(FormatException.class);
      }
    }

    @Test
    void anEndBetweenTwoFieldsOfTheGraphIsRefused() {
      byte[] graph = message(out -> out.writeString(2, "g"));
      byte[] model = {(7 << 3) | 2, (byte) (graph.length + 5), 0, 0, 0};
      System.arraycopy(graph, 0, model, 2, graph.length);
      refused(model, "model.graph", "expected 5 more bytes, found the end");
    }

    @Test
    void aHugeClaimedLengthIsRefusedWithoutAllocation() {
      byte[] model =
          message(
              out -> {
                out.writeTag(7, 2);
                out.writeUInt32NoTag(Integer.MAX_VALUE - 20);
                out.writeTag(5, 2);
                out.writeUInt32NoTag(Integer.MAX_VALUE - 30);
                out.writeTag(9, 2);
                out.writeUInt32NoTag(Integer.MAX_VALUE - 40);
                out.writeRawByte(1);
              });
      refused(
          model,
          "model.graph.initializer[0].raw_data",
          "While parsing a protocol message, the input ended unexpectedly");
    }

    @Test
    void aNegativeLengthIsRefused() {
      byte[] model =
          message(
              out -> {
                out.writeTag(7, 2);
                out.writeUInt32NoTag(-5);
              });
      refused(model, "model.graph", "CodedInputStream encountered an embedded string or message");
      byte[] initializer =
          message(
              out -> {
                out.writeTag(8, 2);
                out.writeUInt32NoTag(-5);
              });
      refused(
          model(initializer),
          "model.graph.initializer[0].name",
          "CodedInputStream encountered an embedded string or message");
    }

    @Test
    void aDeepGroupIsRefusedAtItsStart() {
      byte[] groups = new byte[1_000_000];
      Arrays.fill(groups, (byte) ((1 << 3) | 3));
      refused(groups, "model.field 1", "expected no group, found wire type 3");
    }

    @Test
    void aFieldOfAnotherWireTypeIsRefused() {
      refused(
          tensor(out -> out.writeInt32(9, 1)),
          "model.graph.initializer[0].raw_data",
          "expected wire type 2, found 0");
      refused(
          tensor(out -> out.writeFixed32(1, 1)),
          "model.graph.initializer[0].dims",
          "expected wire type 0, found 5");
    }

    @Test
    void aPackedFieldThatEndsInsideAnElementIsRefused() {
      refused(
          tensor(out -> out.writeByteArray(4, new byte[6])),
          "model.graph.initializer[0].float_data",
          "While parsing a protocol message, the input ended unexpectedly");
    }

    @Test
    void aNameThatIsNotUtf8IsRefused() {
      refused(
          tensor(out -> out.writeByteArray(8, new byte[] {'a', (byte) 0xff})),
          "model.graph.initializer[0].name",
          "expected UTF-8, found other bytes after 1");
    }
  }

  @Nested
  final class Tensors {
    private static final String WHERE = "model.graph.initializer[0]";

    @Test
    void externalDataAreRefused() {
      refused(
          tensor(out -> out.writeByteArray(13, new byte[0])),
          WHERE + ".external_data",
          "expected the data in this file");
      refused(
          tensor(out -> out.writeInt32(14, 1)),
          WHERE + ".data_location",
          "expected the data in this file (0), found 1");
    }

    @Test
    void aTensorWithoutANameIsRefused() {
      refused(model(raw("", 1, littleEndian(1))), WHERE, "expected a name, found none");
    }

    @Test
    void aNameTwiceIsRefused() {
      refused(
          model(raw("a", 1, littleEndian(1)), raw("a", 1, littleEndian(2))),
          "model.graph.initializer[1]",
          "tensor 'a': expected once, found twice");
    }

    @Test
    void anUnknownDataTypeIsRefused() {
      refused(
          model(raw("a", 8, new byte[4], 4)),
          WHERE,
          "tensor 'a': expected data_type 1, 2, 6, 7, 9, 10, 11 or 16, found 8");
    }

    @Test
    void dimensionsThatAreNegativeOrOverflowAreRefused() {
      refused(
          model(raw("a", 1, new byte[4], -1)),
          WHERE,
          "tensor 'a': expected dimensions of 0 or more, found shape [-1]");
      refused(
          model(raw("a", 1, new byte[4], 1L << 40, 1L << 40)),
          WHERE,
          "tensor 'a': expected a size below 2^63 bytes, found shape [1099511627776,"
              + " 1099511627776] of F32");
    }

    @Test
    void dataOfAnotherSizeAreRefused() {
      refused(
          model(raw("a", 1, littleEndian(1, 2), 3)),
          WHERE,
          "tensor 'a': expected 12 bytes for F32 [3], found 8");
      refused(
          tensor(out -> out.writeInt32(2, 1)),
          WHERE,
          "tensor 'a': expected 4 bytes for F32 [], found 0");
    }

    @Test
    void typedDataOfAnotherDataTypeAreRefused() {
      refused(
          tensor(
              out -> {
                out.writeInt32(2, 7);
                out.writeFloat(4, 1);
              }),
          WHERE,
          "tensor 'a': expected float_data only for F32 without raw_data, found it for I64");
      refused(
          tensor(
              out -> {
                out.writeInt32(2, 7);
                out.writeInt64(7, 1);
                out.writeByteArray(9, new byte[8]);
              }),
          WHERE,
          "tensor 'a': expected int64_data only for I64 without raw_data, found it for I64 with"
              + " raw_data");
    }
  }
}
