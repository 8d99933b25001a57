package org.gatehouse.formats.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.formats.DType;
import org.gatehouse.formats.TensorInfo;
import org.jspecify.annotations.Nullable;

/** The fields of one TensorProto, in whatever order they come, until they make an initializer. */
final class InitializerBuilder {
  private final List<Long> dims = new ArrayList<>();
  private final ByteArrayOutputStream floats = new ByteArrayOutputStream();
  private final ByteArrayOutputStream longs = new ByteArrayOutputStream();
  private @Nullable ByteBuffer raw;
  private String name = "";
  private int dataType;

  void name(String value) {
    name = value;
  }

  void dataType(int value) {
    dataType = value;
  }

  void addDimension(long value) {
    dims.add(value);
  }

  void rawData(ByteBuffer value) {
    raw = value;
  }

  void addFloat(int bits) {
    addLittleEndian(floats, bits, Float.BYTES);
  }

  void addLong(long value) {
    addLittleEndian(longs, value, Long.BYTES);
  }

  private static void addLittleEndian(ByteArrayOutputStream out, long bits, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (bits >>> (Byte.SIZE * i)));
    }
  }

  /**
   * Joins the fields.
   *
   * @throws IllegalArgumentException with what was expected and found, if they disagree
   */
  Initializer build() {
    DType dtype = dtype();
    if (name.isEmpty() || dtype == null) {
      throw new IllegalArgumentException(
          name.isEmpty()
              ? "expected a name, found none"
              : "tensor '%s': expected data_type 1, 2, 6, 7, 9, 10, 11 or 16, found %d"
                  .formatted(name, dataType));
    }
    ByteBuffer data = data(dtype);
    TensorInfo info;
    try {
      info = new TensorInfo(name, dtype, dims);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("tensor '" + name + "': " + e.getMessage(), e);
    }
    if (data.remaining() != info.byteCount()) {
      throw new IllegalArgumentException(
          "tensor '%s': expected %d bytes for %s %s, found %d"
              .formatted(name, info.byteCount(), dtype, info.shape(), data.remaining()));
    }
    return new Initializer(info, data);
  }

  /** Translates TensorProto.DataType, as far as a checkpoint needs it. */
  private @Nullable DType dtype() {
    return switch (dataType) {
      case 1 -> DType.F32;
      case 2 -> DType.U8;
      case 6 -> DType.I32;
      case 7 -> DType.I64;
      case 9 -> DType.BOOL;
      case 10 -> DType.F16;
      case 11 -> DType.F64;
      case 16 -> DType.BF16;
      default -> null;
    };
  }

  private ByteBuffer data(DType dtype) {
    checkField("float_data", floats, dtype, DType.F32);
    checkField("int64_data", longs, dtype, DType.I64);
    ByteBuffer data;
    if (raw != null) {
      data = raw;
    } else {
      data = ByteBuffer.wrap((dtype == DType.I64 ? longs : floats).toByteArray());
    }
    return data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private void checkField(String field, ByteArrayOutputStream values, DType dtype, DType needed) {
    if (values.size() > 0 && (raw != null || dtype != needed)) {
      throw new IllegalArgumentException(
          "tensor '%s': expected %s only for %s without raw_data, found it for %s%s"
              .formatted(name, field, needed, dtype, raw == null ? "" : " with raw_data"));
    }
  }
}
