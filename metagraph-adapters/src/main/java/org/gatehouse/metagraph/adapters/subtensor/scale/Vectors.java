package org.gatehouse.metagraph.adapters.subtensor.scale;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads values that consist of others, and keeps the names and indexes of these in the path. */
final class Vectors {

  private static final int[] NO_INTS = {};
  private static final long[] NO_LONGS = {};
  private static final boolean[] NO_BOOLEANS = {};
  private static final byte[] NO_BYTES = {};

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
    int count = in.count(field, 1);
    int[] values = count == 0 ? NO_INTS : new int[count];
    in.path().enter(field);
    for (int i = 0; i < count; i++) {
      in.path().index(i);
      values[i] = in.compact16(null);
    }
    in.path().leave();
    return values;
  }

  static long[] compact64s(ScaleReader in, @Nullable String field) {
    int count = in.count(field, 1);
    long[] values = count == 0 ? NO_LONGS : new long[count];
    in.path().enter(field == null ? "" : field);
    for (int i = 0; i < count; i++) {
      in.path().index(i);
      values[i] = in.compact64(null);
    }
    in.path().leave();
    return values;
  }

  static boolean[] bools(ScaleReader in, String field) {
    int count = in.count(field, 1);
    boolean[] values = count == 0 ? NO_BOOLEANS : new boolean[count];
    in.path().enter(field);
    for (int i = 0; i < count; i++) {
      in.path().index(i);
      values[i] = in.bool(null);
    }
    in.path().leave();
    return values;
  }

  /** Reads bytes of which each is a compact integer of at most 255. */
  static byte[] compactBytes(ScaleReader in, String field) {
    int count = in.count(field, 1);
    byte[] values = count == 0 ? NO_BYTES : new byte[count];
    in.path().enter(field);
    for (int i = 0; i < count; i++) {
      in.path().index(i);
      values[i] = (byte) in.compact8(null);
    }
    in.path().leave();
    return values;
  }

  static String text(byte[] utf8) {
    return utf8.length == 0 ? "" : new String(utf8, StandardCharsets.UTF_8);
  }
}
