package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads vectors, and values with fields of their own, with their names in the path. */
final class Vectors {

  private Vectors() {}

  /** Reads a value whose fields are named below its own name. */
  static <T> T within(ScaleReader in, String field, Function<ScaleReader, T> reader) {
    in.path().enter(field);
    T value = reader.apply(in);
    in.path().leave();
    return value;
  }

  /**
   * Reads a vector.
   *
   * @param least the fewest bytes that an element takes
   * @return an immutable list
   */
  static <T> List<T> list(
      ScaleReader in, String field, int least, Function<ScaleReader, T> reader) {
    int count = in.count(field, least);
    if (count == 0) {
      return List.of();
    }
    List<T> list = new ArrayList<>(count);
    in.path().enter(field);
    for (int i = 0; i < count; i++) {
      in.path().index(i);
      list.add(reader.apply(in));
    }
    in.path().leave();
    return List.copyOf(list);
  }

  static int[] compact16s(ScaleReader in, String field) {
    int[] values = new int[in.count(field, 1)];
    in.path().enter(field);
    for (int i = 0; i < values.length; i++) {
      in.path().index(i);
      values[i] = in.compact16(null);
    }
    in.path().leave();
    return values;
  }

  static long[] compact64s(ScaleReader in, String field) {
    long[] values = new long[in.count(field, 1)];
    in.path().enter(field);
    for (int i = 0; i < values.length; i++) {
      in.path().index(i);
      values[i] = in.compact64(null);
    }
    in.path().leave();
    return values;
  }

  static boolean[] bools(ScaleReader in, String field) {
    boolean[] values = new boolean[in.count(field, 1)];
    in.path().enter(field);
    for (int i = 0; i < values.length; i++) {
      in.path().index(i);
      values[i] = in.bool(null);
    }
    in.path().leave();
    return values;
  }

  /** Reads bytes of which each is a compact integer of at most 255. */
  static byte[] compactBytes(ScaleReader in, String field) {
    byte[] values = new byte[in.count(field, 1)];
    in.path().enter(field);
    for (int i = 0; i < values.length; i++) {
      in.path().index(i);
      values[i] = (byte) in.compact8(null);
    }
    in.path().leave();
    return values;
  }
}
