package org.gatehouse.benchmarks.sidebyside.peers;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Matrix products by ONNX Runtime, one after the other. Of each product the first value is kept, so
 * that none is left out and the memory of each serves the next. Field numbers are those of {@code
 * onnx.proto}.
 */
public final class OnnxProducts implements MatrixProducts {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;

  private final OnnxLibrary.OnnxRun run;

  /** Sets them up. */
  public OnnxProducts(OnnxLibrary library, Products shape, int threads) {
    List<OnnxLibrary.OnnxInput> inputs = new ArrayList<>();
    inputs.add(new OnnxLibrary.OnnxInput("x", shape.left(), Products.values(shape.leftSize(), 0)));
    if (!shape.constant()) {
      for (int i = 0; i < shape.count(); i++) {
        inputs.add(
            new OnnxLibrary.OnnxInput(
                "w" + i, shape.right(), Products.values(shape.rightSize(), i + 1)));
      }
    }
    run = library.run(model(shape, inputs), threads, inputs);
  }

  static byte[] model(Products shape, List<OnnxLibrary.OnnxInput> inputs) {
    return message(
        model -> {
          model.writeInt64(1, IR_VERSION);
          model.writeByteArray(7, graph(shape, inputs));
          model.writeByteArray(8, message(opset -> opset.writeInt64(2, OPSET)));
        });
  }

  private static byte[] graph(Products shape, List<OnnxLibrary.OnnxInput> inputs) {
    int rank = shape.left().length;
    long[] ones = new long[rank];
    java.util.Arrays.fill(ones, 1);
    return message(
        graph -> {
          for (int i = 0; i < shape.count(); i++) {
            graph.writeByteArray(1, node("MatMul", "y" + i, "x", "w" + i));
            graph.writeByteArray(1, node("Slice", "z" + i, "y" + i, "from", "to"));
          }
          graph.writeString(2, "products");
          graph.writeByteArray(5, indices("from", new long[rank]));
          graph.writeByteArray(5, indices("to", ones));
          if (shape.constant()) {
            for (int i = 0; i < shape.count(); i++) {
              graph.writeByteArray(
                  5, floats("w" + i, shape.right(), Products.values(shape.rightSize(), i + 1)));
            }
          }
          for (OnnxLibrary.OnnxInput input : inputs) {
            graph.writeByteArray(11, value(input.name(), input.shape()));
          }
          for (int i = 0; i < shape.count(); i++) {
            graph.writeByteArray(12, value("z" + i, ones));
          }
        });
  }

  private static byte[] node(String type, String output, String... inputs) {
    return message(
        node -> {
          for (String input : inputs) {
            node.writeString(1, input);
          }
          node.writeString(2, output);
          node.writeString(3, output + "_" + type);
          node.writeString(4, type);
        });
  }

  private static byte[] floats(String name, long[] shape, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return tensor(name, shape, FLOAT, bytes.array());
  }

  private static byte[] indices(String name, long[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return tensor(name, new long[] {values.length}, INT64, bytes.array());
  }

  private static byte[] tensor(String name, long[] shape, int type, byte[] raw) {
    return message(
        tensor -> {
          for (long size : shape) {
            tensor.writeInt64(1, size);
          }
          tensor.writeInt32(2, type);
          tensor.writeString(8, name);
          tensor.writeBytes(9, ByteString.copyFrom(raw));
        });
  }

  /** A ValueInfoProto: a name, and the type float with a shape. */
  private static byte[] value(String name, long[] shape) {
    byte[] sizes =
        message(
            dimensions -> {
              for (long size : shape) {
                dimensions.writeByteArray(1, message(dimension -> dimension.writeInt64(1, size)));
              }
            });
    byte[] type =
        message(
            tensor -> {
              tensor.writeInt32(1, FLOAT);
              tensor.writeByteArray(2, sizes);
            });
    return message(
        value -> {
          value.writeString(1, name);
          value.writeByteArray(2, message(outer -> outer.writeByteArray(1, type)));
        });
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) {
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

  @Override
  public void run() {
    run.run();
  }

  @Override
  public void close() {
    run.close();
  }
}
