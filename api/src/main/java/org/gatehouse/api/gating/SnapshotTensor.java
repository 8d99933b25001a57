package org.gatehouse.api.gating;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A tensor of learned state on the heap: a type, a shape and its values in row-major order.
 *
 * <p>Immutable and safe for use by many threads. Equality is by type, shape and bits.
 */
public final class SnapshotTensor {

  /** The types a snapshot can hold. */
  public enum Type {
    /** 32-bit IEEE floating point. */
    F32(4),
    /** 64-bit IEEE floating point. */
    F64(8),
    /** 64-bit signed integers. */
    I64(8),
    /** Bytes. */
    U8(1);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    /** Returns the size of one value in bytes. */
    public int bytes() {
      return bytes;
    }
  }

  private final Type type;
  private final List<Integer> shape;
  private final ByteBuffer data;

  private SnapshotTensor(Type type, List<Integer> shape, ByteBuffer data) {
    BigInteger expected = BigInteger.valueOf(type.bytes());
    for (int size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("expected sizes of at least 0, found shape " + shape);
      }
      expected = expected.multiply(BigInteger.valueOf(size));
    }
    if (!expected.equals(BigInteger.valueOf(data.remaining()))) {
      throw new IllegalArgumentException(
          type.name() + shape + " takes " + expected + " bytes, found " + data.remaining());
    }
    this.type = type;
    this.shape = List.copyOf(shape);
    this.data = data;
  }

  /**
   * Returns a tensor of bytes as they are stored: little-endian, row-major; copied.
   *
   * @throws IllegalArgumentException if the shape and the number of bytes disagree
   */
  public static SnapshotTensor of(Type type, List<Integer> shape, ByteBuffer littleEndian) {
    ByteBuffer copy = allocate(littleEndian.remaining());
    copy.put(littleEndian.duplicate()).flip();
    return new SnapshotTensor(type, shape, copy);
  }

  /** Returns an F32 tensor; the values are copied. */
  public static SnapshotTensor floats(float[] values, int... shape) {
    ByteBuffer data = allocate(Math.multiplyExact(values.length, 4));
    data.asFloatBuffer().put(values);
    return new SnapshotTensor(Type.F32, boxed(shape), data);
  }

  /** Returns an F64 tensor; the values are copied. */
  public static SnapshotTensor doubles(double[] values, int... shape) {
    ByteBuffer data = allocate(Math.multiplyExact(values.length, 8));
    data.asDoubleBuffer().put(values);
    return new SnapshotTensor(Type.F64, boxed(shape), data);
  }

  /** Returns an I64 tensor; the values are copied. */
  public static SnapshotTensor longs(long[] values, int... shape) {
    ByteBuffer data = allocate(Math.multiplyExact(values.length, 8));
    data.asLongBuffer().put(values);
    return new SnapshotTensor(Type.I64, boxed(shape), data);
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static List<Integer> boxed(int... shape) {
    return IntStream.of(shape).boxed().toList();
  }

  /** Returns the type of the values. */
  public Type type() {
    return type;
  }

  /** Returns the size of each dimension; empty for a single value. */
  public List<Integer> shape() {
    return shape;
  }

  /** Returns a read-only view of the bytes, little-endian and row-major. */
  public ByteBuffer bytes() {
    return data.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Returns a fresh array of the values.
   *
   * @throws SnapshotException if they are not F32
   */
  public float[] toFloats() {
    require(Type.F32);
    float[] values = new float[data.remaining() / 4];
    bytes().asFloatBuffer().get(values);
    return values;
  }

  /**
   * Returns a fresh array of the values.
   *
   * @throws SnapshotException if they are not F64
   */
  public double[] toDoubles() {
    require(Type.F64);
    double[] values = new double[data.remaining() / 8];
    bytes().asDoubleBuffer().get(values);
    return values;
  }

  /**
   * Returns a fresh array of the values.
   *
   * @throws SnapshotException if they are not I64
   */
  public long[] toLongs() {
    require(Type.I64);
    long[] values = new long[data.remaining() / 8];
    bytes().asLongBuffer().get(values);
    return values;
  }

  private void require(Type expected) {
    if (type != expected) {
      throw new SnapshotException("expected a tensor of " + expected + ", found " + this);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SnapshotTensor that
        && type == that.type
        && shape.equals(that.shape)
        && data.equals(that.data);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * type.hashCode() + shape.hashCode()) + data.hashCode();
  }

  @Override
  public String toString() {
    return type + shape.toString();
  }
}
