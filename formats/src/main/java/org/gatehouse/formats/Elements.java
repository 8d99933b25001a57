package org.gatehouse.formats;

import java.nio.ByteBuffer;
import java.util.List;

/** The elements of one array in a file, with the array's type and shape. */
public interface Elements {

  /** Returns the path of the file, or what the caller called the stream; for messages. */
  String origin();

  /** Returns the array's description; the name is what the file calls it, or what it is. */
  TensorInfo info();

  /**
   * Returns the elements in row-major order, exactly {@link TensorInfo#byteCount} bytes, as a
   * read-only little-endian buffer of the caller's own.
   *
   * @throws FormatException if the file does not hold them after all
   */
  ByteBuffer bytes();

  /**
   * Returns the elements of an F32, F16 or BF16 array; the two short types are widened, which loses
   * nothing.
   *
   * @throws FormatException if it has another dtype
   */
  default float[] floats() {
    return FloatElements.of(origin(), info(), bytes());
  }

  /**
   * Returns the elements of an I64, I32, I16, I8, U32, U16 or U8 array, widened, or of a U64 array
   * with their 64 bits as they are.
   *
   * @throws FormatException if it has another dtype
   */
  default long[] longs() {
    require(
        List.of(
            DType.I64, DType.I32, DType.I16, DType.I8, DType.U64, DType.U32, DType.U16, DType.U8));
    ByteBuffer bytes = bytes();
    long[] values = new long[bytes.remaining() / info().dtype().byteSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (info().dtype()) {
            case I64, U64 -> bytes.getLong();
            case I32 -> bytes.getInt();
            case U32 -> Integer.toUnsignedLong(bytes.getInt());
            case I16 -> bytes.getShort();
            case U16 -> Short.toUnsignedLong(bytes.getShort());
            case I8 -> bytes.get();
            case F64, F32, F16, BF16, U8, BOOL, F8_E4M3, F8_E5M2 ->
                Byte.toUnsignedLong(bytes.get());
          };
    }
    return values;
  }

  /**
   * Returns the elements of a BOOL array.
   *
   * @throws FormatException if it has another dtype, or an element that is neither 0 nor 1
   */
  default boolean[] flags() {
    require(List.of(DType.BOOL));
    ByteBuffer bytes = bytes();
    boolean[] values = new boolean[bytes.remaining()];
    for (int i = 0; i < values.length; i++) {
      byte value = bytes.get();
      if (value != 0 && value != 1) {
        throw new FormatException(
            origin(),
            "array '%s': expected 0 or 1 as element %d, found %d"
                .formatted(info().name(), i, Byte.toUnsignedInt(value)));
      }
      values[i] = value == 1;
    }
    return values;
  }

  private void require(List<DType> expected) {
    if (!expected.contains(info().dtype())) {
      throw new FormatException(
          origin(),
          "array '%s': expected one of %s, found %s"
              .formatted(info().name(), expected, info().dtype()));
    }
  }
}
