package org.gatehouse.formats.torch;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.formats.TensorInfo;
import org.gatehouse.formats.pickle.PickleList;
import org.gatehouse.formats.pickle.PickleSite;
import org.jspecify.annotations.Nullable;

/** Makes tensors of what a pickle says about them, and checks that their elements are there. */
final class TensorParser {

  /** As many as torch allows. */
  private static final int MAX_DIMENSIONS = 64;

  private TensorParser() {}

  /** Stands in for (storage, offset, size, stride, requires_grad, hooks), or one more. */
  static TorchTensor rebuild(PickleList arguments, PickleSite site) {
    if (arguments.size() < 6
        || arguments.size() > 7
        || !(arguments.get(0) instanceof TorchStorage storage)
        || !(arguments.get(1) instanceof Long offset)) {
      throw site.unexpected("a storage, offset, size, stride, requires_grad and hooks", arguments);
    }
    TorchNames.requireNoHooks(arguments.get(5), site);
    List<Long> shape = wholes("size", arguments.get(2), site);
    List<Long> stride = wholes("stride", arguments.get(3), site);
    long[] strides = stride.stream().mapToLong(Long::longValue).toArray();
    if (strides.length != shape.size()) {
      throw site.refusal(
          "expected as many strides as dimensions, found %d for shape %s"
              .formatted(strides.length, shape));
    }
    TensorInfo info;
    try {
      info = new TensorInfo(storage.entry().name(), storage.dtype(), shape);
    } catch (IllegalArgumentException e) {
      throw site.refusal("a tensor's shape is impossible: " + e.getMessage());
    }
    if (info.elementCount() > storage.count()
        || (info.elementCount() > 0 && !fits(storage, offset, shape, strides))) {
      throw site.refusal(
          "expected a tensor within %s, found shape %s with strides %s from element %d"
              .formatted(storage, shape, stride, offset));
    }
    return new TorchTensor(storage, info, strides, offset);
  }

  private static boolean fits(TorchStorage storage, long offset, List<Long> shape, long[] strides) {
    try {
      return offset >= 0
          && Math.addExact(offset, TorchTensor.span(shape, strides)) <= storage.count();
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private static List<Long> wholes(String what, @Nullable Object value, PickleSite site) {
    if (!(value instanceof PickleList tuple) || tuple.size() > MAX_DIMENSIONS) {
      throw site.unexpected(
          "a tensor's " + what + " of at most " + MAX_DIMENSIONS + " dimensions", value);
    }
    List<Long> wholes = new ArrayList<>();
    for (int i = 0; i < tuple.size(); i++) {
      if (!(tuple.get(i) instanceof Long whole) || whole < 0) {
        throw site.unexpected("whole numbers of 0 or more as a tensor's " + what, tuple.get(i));
      }
      wholes.add(whole);
    }
    return wholes;
  }
}
