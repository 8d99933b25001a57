package org.gatehouse.formats.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Puts serialized protobuf messages together, field by field. */
final class OnnxBytes {
  private OnnxBytes() {}

  /** A message with the fields that the writer writes. */
  static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A ModelProto with what else a model has, and one graph with these initializers. */
  static byte[] model(byte[]... initializers) {
    byte[] graph =
        message(
            out -> {
              out.writeByteArray(1, message(node -> node.writeString(4, "MatMul")));
              out.writeString(2, "graph");
              for (byte[] initializer : initializers) {
                out.writeByteArray(5, initializer);
              }
              out.writeByteArray(11, new byte[] {10, 1, 'x'});
            });
    return message(
        out -> {
          out.writeInt64(1, 8);
          out.writeString(2, "pytorch");
          out.writeByteArray(7, graph);
          out.writeByteArray(8, message(opset -> opset.writeInt64(2, 11)));
        });
  }

  /** A TensorProto with raw data. */
  static byte[] raw(String name, int dataType, byte[] data, long... dims) {
    return message(
        out -> {
          for (long dim : dims) {
            out.writeInt64(1, dim);
          }
          out.writeInt32(2, dataType);
          out.writeString(8, name);
          out.writeByteArray(9, data);
        });
  }

  static byte[] littleEndian(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  static OnnxInitializers read(byte[] model) {
    return OnnxInitializers.read(new ByteArrayInputStream(model), "m.onnx");
  }

  /** Writes fields. */
  interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }
}
