package org.gatehouse.formats.pickle;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gatehouse.formats.DType;
import org.jspecify.annotations.Nullable;

/** The type of a NumPy array's elements; little endian, or of one byte. */
final class NumpyDType implements Buildable {

  private static final Map<String, DType> TYPES =
      Map.ofEntries(
          Map.entry("f8", DType.F64),
          Map.entry("f4", DType.F32),
          Map.entry("f2", DType.F16),
          Map.entry("i8", DType.I64),
          Map.entry("i4", DType.I32),
          Map.entry("i2", DType.I16),
          Map.entry("i1", DType.I8),
          Map.entry("u8", DType.U64),
          Map.entry("u4", DType.U32),
          Map.entry("u2", DType.U16),
          Map.entry("u1", DType.U8),
          Map.entry("b1", DType.BOOL));

  private final DType dtype;
  private boolean built;

  private NumpyDType(DType dtype) {
    this.dtype = dtype;
  }

  /** Stands in for {@code numpy.dtype(name, align, copy)}. */
  static NumpyDType of(PickleList arguments, PickleSite site) {
    Object name = arguments.size() == 3 ? arguments.get(0) : arguments;
    DType dtype = name instanceof String text ? TYPES.get(text) : null;
    if (dtype == null) {
      Set<String> known = new TreeSet<>(TYPES.keySet());
      throw site.unexpected("a numpy dtype among " + known, name);
    }
    return new NumpyDType(dtype);
  }

  DType dtype() {
    return dtype;
  }

  /** Takes (version, byte order, subdtype, names, fields, size, alignment, flags). */
  @Override
  public void build(@Nullable Object state, PickleSite site) {
    if (built || !(state instanceof PickleList tuple) || !tuple.isTuple() || tuple.size() < 5) {
      throw site.unexpected("one state of a numpy dtype, a tuple of 8", state);
    }
    String order = dtype.byteSize() == 1 ? "|" : "<";
    if (!order.equals(tuple.get(1))) {
      throw site.unexpected("byte order '" + order + "' of a numpy dtype", tuple.get(1));
    }
    for (int i = 2; i < 5; i++) {
      if (tuple.get(i) != null) {
        throw site.unexpected("a numpy dtype without fields", tuple.get(i));
      }
    }
    built = true;
  }

  /** Returns whether the byte order is known. */
  boolean isBuilt() {
    return built;
  }

  @Override
  public String toString() {
    return "the numpy dtype " + dtype;
  }
}
