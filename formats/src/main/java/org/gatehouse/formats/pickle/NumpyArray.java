package org.gatehouse.formats.pickle;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.formats.DType;
import org.gatehouse.formats.Elements;
import org.gatehouse.formats.RowMajor;
import org.gatehouse.formats.TensorInfo;
import org.jspecify.annotations.Nullable;

/**
 * A NumPy array of plain numbers; unmodifiable once reading is over, and equal only to itself.
 *
 * <p>Source of the layout: {@code numpy.ndarray.__reduce__} and {@code __setstate__}.
 */
public final class NumpyArray implements Elements, Buildable {

  /** As many as NumPy allows. */
  private static final int MAX_DIMENSIONS = 64;

  private final String origin;
  private @Nullable TensorInfo info;
  private boolean fortran;
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  private NumpyArray(String origin) {
    this.origin = origin;
  }

  /** Stands in for {@code _reconstruct(ndarray, (0,), b'b')}, which makes an array to be built. */
  static NumpyArray of(PickleList arguments, PickleSite site) {
    Object type = arguments.size() == 3 ? arguments.get(0) : arguments;
    if (!(type instanceof PickleName name) || !name.qualified().equals("numpy.ndarray")) {
      throw site.unexpected("the arguments numpy.ndarray, (0,), b'b'", type);
    }
    return new NumpyArray(site.origin());
  }

  /** Stands in for {@code scalar(dtype, bytes)}, which makes a plain value. */
  static Object scalar(PickleList arguments, PickleSite site) {
    if (arguments.size() != 2
        || !(arguments.get(0) instanceof NumpyDType type)
        || !type.isBuilt()
        || !(arguments.get(1) instanceof ByteBuffer value)
        || value.remaining() != type.dtype().byteSize()) {
      throw site.unexpected("the dtype of a numpy scalar and as many bytes", arguments);
    }
    NumpyArray array = new NumpyArray(site.origin());
    array.info = new TensorInfo("numpy.scalar", type.dtype(), List.of());
    array.bytes = value;
    return switch (type.dtype()) {
      case F64 -> array.bytes().getDouble();
      case F32, F16, BF16, F8_E4M3, F8_E5M2 -> (double) array.floats()[0];
      case BOOL -> array.flags()[0];
      case U64 -> PickleInput.integer(new BigInteger(Long.toUnsignedString(array.longs()[0])));
      case I64, I32, I16, I8, U32, U16, U8 -> array.longs()[0];
    };
  }

  /** Takes (1, shape, dtype, whether in Fortran's order, bytes). */
  @Override
  public void build(@Nullable Object state, PickleSite site) {
    if (info != null
        || !(state instanceof PickleList tuple)
        || tuple.size() != 5
        || !Long.valueOf(1).equals(tuple.get(0))
        || !(tuple.get(1) instanceof PickleList dimensions)
        || !(tuple.get(2) instanceof NumpyDType type)
        || !(tuple.get(3) instanceof Boolean fortranOrder)
        || !(tuple.get(4) instanceof ByteBuffer data)) {
      throw site.refusal(
          "expected one state (1, shape, dtype, order, bytes) of a numpy array, found "
              + PickleValues.describe(state));
    }
    if (!type.isBuilt()) {
      throw site.unexpected("a numpy dtype with a byte order", type);
    }
    TensorInfo described = describe(type.dtype(), dimensions, site);
    if (described.byteCount() != data.remaining()) {
      throw site.refusal(
          "expected %d bytes for a numpy array of %s %s, found %d"
              .formatted(
                  described.byteCount(), described.dtype(), described.shape(), data.remaining()));
    }
    info = described;
    fortran = fortranOrder;
    bytes = data;
  }

  private static TensorInfo describe(DType dtype, PickleList dimensions, PickleSite site) {
    if (dimensions.size() > MAX_DIMENSIONS) {
      throw site.unexpected("a shape of at most " + MAX_DIMENSIONS + " dimensions", dimensions);
    }
    List<Long> shape = new ArrayList<>();
    for (int i = 0; i < dimensions.size(); i++) {
      if (!(dimensions.get(i) instanceof Long dimension)) {
        throw site.unexpected("a shape of whole numbers", dimensions.get(i));
      }
      shape.add(dimension);
    }
    try {
      return new TensorInfo("numpy.ndarray", dtype, shape);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw site.refusal("a numpy array's shape is impossible: " + e.getMessage());
    }
  }

  boolean isBuilt() {
    return info != null;
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public TensorInfo info() {
    if (info == null) {
      throw new IllegalStateException("the array has no state yet");
    }
    return info;
  }

  /** Returns whether the file has the elements in Fortran's order, the first index fastest. */
  public boolean isFortranOrder() {
    return fortran;
  }

  @Override
  public ByteBuffer bytes() {
    if (!fortran || info().shape().size() < 2) {
      return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
    long[] strides = new long[info().shape().size()];
    long stride = 1;
    for (int i = 0; i < strides.length; i++) {
      strides[i] = stride;
      stride *= Math.max(1, info().shape().get(i));
    }
    return RowMajor.copy(bytes, info(), strides);
  }

  @Override
  public String toString() {
    return info == null
        ? "a numpy array without state"
        : "a numpy array of " + info.dtype() + " " + info.shape();
  }
}
