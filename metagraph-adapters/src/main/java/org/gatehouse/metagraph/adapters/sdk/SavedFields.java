package org.gatehouse.metagraph.adapters.sdk;

import java.nio.file.Path;
import java.util.List;
import org.gatehouse.api.metagraph.MetagraphException;
import org.gatehouse.formats.DType;
import org.gatehouse.formats.Elements;
import org.gatehouse.formats.pickle.PickleDict;
import org.gatehouse.formats.pickle.PickleList;
import org.gatehouse.formats.pickle.PickleValues;
import org.jspecify.annotations.Nullable;

/** The named fields of a saved metagraph, read as what they should be. */
final class SavedFields {

  private final Path path;
  private final PickleDict fields;

  private SavedFields(Path path, PickleDict fields) {
    this.path = path;
    this.fields = fields;
  }

  static SavedFields of(Path path, @Nullable Object value) {
    if (!(value instanceof PickleDict fields)) {
      throw new MetagraphException(
          path
              + ": expected a saved metagraph, a dict of its fields, found "
              + PickleValues.describe(value));
    }
    return new SavedFields(path, fields);
  }

  boolean has(String field) {
    return fields.get(field) != null;
  }

  /** Reads text that is not blank, or {@code null} where there is no such field. */
  @Nullable String text(String field) {
    Object value = fields.get(field);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text) || text.isBlank()) {
      throw unexpected(field, "text that is not blank", PickleValues.describe(value));
    }
    return text;
  }

  /** Reads a whole number in [0, {@code max}]: a plain one, or an array of one element. */
  long whole(String field, long max) {
    Object value = require(field);
    Long number = value instanceof Long plain ? plain : null;
    if (value instanceof Elements array
        && array.info().dtype() == DType.I64
        && array.info().elementCount() == 1) {
      number = array.longs()[0];
    }
    if (number == null || number < 0 || number > max) {
      throw unexpected(
          field,
          "a whole number in [0, " + max + "]",
          number == null ? PickleValues.describe(value) : number.toString());
    }
    return number;
  }

  /** Reads a list of so many values. */
  PickleList list(String field, int count) {
    Object value = require(field);
    if (!(value instanceof PickleList list) || list.size() != count) {
      throw unexpected(field, "a list of n = " + count, PickleValues.describe(value));
    }
    return list;
  }

  /** Reads 64-bit whole numbers, so many; they may be unsigned. */
  long[] longs(String field, int count) {
    require(field);
    return column(field, List.of(DType.I64, DType.U64), count).longs();
  }

  /** Reads single-precision numbers, so many, or {@code null} where there is no such field. */
  float @Nullable [] floats(String field, int count) {
    return has(field) ? column(field, List.of(DType.F32), count).floats() : null;
  }

  /** Reads numbers that are 0 or 1, so many, or {@code null} where there is no such field. */
  boolean @Nullable [] flags(String field, int count) {
    if (!has(field)) {
      return null;
    }
    Elements column = column(field, List.of(DType.BOOL, DType.I64), count);
    if (column.info().dtype() == DType.BOOL) {
      return column.flags();
    }
    long[] numbers = column.longs();
    boolean[] flags = new boolean[count];
    for (int i = 0; i < count; i++) {
      if (numbers[i] < 0 || numbers[i] > 1) {
        throw unexpected(field + "[" + i + "]", "0 or 1", "" + numbers[i]);
      }
      flags[i] = numbers[i] == 1;
    }
    return flags;
  }

  private Elements column(String field, List<DType> types, int count) {
    Object value = require(field);
    if (!(value instanceof Elements array)
        || !types.contains(array.info().dtype())
        || !array.info().shape().equals(List.of((long) count))) {
      throw unexpected(
          field,
          "an array of " + types.get(0) + " [n = " + count + "]",
          PickleValues.describe(value));
    }
    return array;
  }

  private Object require(String field) {
    Object value = fields.get(field);
    if (value == null) {
      throw unexpected(field, "a value", "no such field among " + fields.size());
    }
    return value;
  }

  /** Returns the failure of a field. */
  MetagraphException unexpected(String field, String expected, String found) {
    return new MetagraphException(
        path + ": " + field + ": expected " + expected + ", found " + found);
  }
}
