package org.gatehouse.state.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes files as {@code torch.save} does: a zip of one pickle and of the tensors' bytes. */
final class TorchSaved {

  private static final String DICT = "ccollections\nOrderedDict\n)R";

  private final StringBuilder items = new StringBuilder();
  private final List<byte[]> storages = new ArrayList<>();

  /** Adds a tensor of F32 whose rows follow each other. */
  TorchSaved floats(String name, float[] values, int... shape) {
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return view(name, "Float", floats(values), values.length, shape, strides);
  }

  /** Adds a tensor as a view of a storage of its own. */
  TorchSaved view(
      String name, String type, byte[] storage, int elements, int[] shape, int[] strides) {
    String tensor =
        "ctorch._utils\n_rebuild_tensor_v2\n((" // The function, and its arguments.
            + text("storage")
            + "ctorch\n"
            + type
            + "Storage\n"
            + text(Integer.toString(storages.size()))
            + text("cpu")
            + number(elements)
            + "tQ"
            + number(0)
            + tuple(shape)
            + tuple(strides)
            + "\u0089"
            + DICT
            + "tR";
    storages.add(storage);
    return value(name, tensor);
  }

  /** Adds what a tensor is inside a parameter. */
  TorchSaved parameter(String name, float[] values, int... shape) {
    int before = items.length();
    floats(name, values, shape);
    String tensor = items.substring(before + text(name).length());
    items.setLength(before);
    return value(name, "ctorch._utils\n_rebuild_parameter\n(" + tensor + "\u0088" + DICT + "tR");
  }

  /** Adds the instructions of any value. */
  TorchSaved value(String name, String instructions) {
    items.append(text(name)).append(instructions);
    return this;
  }

  byte[] bytes() {
    return zip("\u0080\u0002" + DICT + "(" + items + "u}" + text("_metadata") + DICT + "sb.");
  }

  /** Returns the file with these instructions as its pickle. */
  byte[] zip(String pickle) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "layer/data.pkl", pickle.getBytes(StandardCharsets.ISO_8859_1));
      put(zip, "layer/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < storages.size(); i++) {
        put(zip, "layer/data/" + i, storages.get(i));
      }
      put(zip, "layer/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  static byte[] shorts(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    return bytes.array();
  }

  private static String text(String text) {
    return "X" + littleEndian(text.length()) + text;
  }

  private static String number(int number) {
    return "J" + littleEndian(number);
  }

  private static String tuple(int... numbers) {
    StringBuilder tuple = new StringBuilder("(");
    for (int number : numbers) {
      tuple.append(number(number));
    }
    return tuple.append('t').toString();
  }

  private static String littleEndian(int number) {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
