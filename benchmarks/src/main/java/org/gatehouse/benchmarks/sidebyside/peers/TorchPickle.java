package org.gatehouse.benchmarks.sidebyside.peers;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the part of Python's pickle, protocol 2, that a TorchScript archive needs: one object of a
 * scripted class whose attributes are float tensors in row-major order.
 */
final class TorchPickle {

  private static final byte[] EMPTY_TUPLE_PICKLE = {(byte) 0x80, 2, ')', '.'};

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A pickle of the empty tuple. */
  static byte[] emptyTuple() {
    return EMPTY_TUPLE_PICKLE.clone();
  }

  /** Begins an object of a class; attributes follow, then {@link #end}. */
  static TorchPickle object(String module, String name) {
    TorchPickle pickle = new TorchPickle();
    pickle.code(0x80).code(2);
    pickle.global(module, name).code(')').code(0x81);
    pickle.code('}').code('(');
    return pickle;
  }

  /** Adds an attribute: the tensor in the archive's file {@code data/key}. */
  TorchPickle tensor(String attribute, String key, long[] shape) {
    long count = 1;
    long[] strides = new long[shape.length];
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = count;
      count *= shape[i];
    }
    text(attribute);
    global("torch._utils", "_rebuild_tensor_v2").code('(');
    code('(').text("storage").global("torch", "FloatStorage").text(key).text("cpu").number(count);
    code('t').code('Q');
    number(0).numbers(shape).numbers(strides).code(0x89);
    global("collections", "OrderedDict").code(')').code('R');
    return code('t').code('R');
  }

  /** Adds an attribute: a flag. */
  TorchPickle flag(String attribute, boolean value) {
    return text(attribute).code(value ? 0x88 : 0x89);
  }

  /** Ends the object. */
  byte[] end() {
    code('u').code('b').code('.');
    return out.toByteArray();
  }

  private TorchPickle code(int code) {
    out.write(code);
    return this;
  }

  private TorchPickle global(String module, String name) {
    code('c');
    out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  private TorchPickle text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    code('X');
    out.writeBytes(little(Integer.BYTES).putInt(bytes.length).array());
    out.writeBytes(bytes);
    return this;
  }

  private TorchPickle number(long value) {
    code('J');
    out.writeBytes(little(Integer.BYTES).putInt(Math.toIntExact(value)).array());
    return this;
  }

  private TorchPickle numbers(long[] values) {
    code('(');
    for (long value : values) {
      number(value);
    }
    return code('t');
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
