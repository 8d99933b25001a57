package org.gatehouse.formats.pickle;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A list or a tuple of a pickle, unmodifiable once reading is over.
 *
 * <p>Equal only to itself, and {@link #toString} tells its size only: values that are shared many
 * times over would take forever to compare or to print.
 */
public final class PickleList extends PickleContainer {

  private final boolean tuple;
  private final List<@Nullable Object> values;

  private PickleList(boolean tuple, List<@Nullable Object> values) {
    this.tuple = tuple;
    this.values = values;
  }

  static PickleList list() {
    return new PickleList(false, new ArrayList<>(0));
  }

  static PickleList tuple(List<@Nullable Object> values) {
    return new PickleList(true, new ArrayList<>(values));
  }

  /** Returns whether this is a tuple. */
  public boolean isTuple() {
    return tuple;
  }

  /** Returns the number of values. */
  public int size() {
    return values.size();
  }

  /** Returns the value at an index in [0, {@link #size}). */
  public @Nullable Object get(int index) {
    return values.get(Objects.checkIndex(index, size()));
  }

  void addAll(List<@Nullable Object> more) {
    values.addAll(more);
  }

  @Override
  Iterable<@Nullable Object> children() {
    return values;
  }

  @Override
  public String toString() {
    return (tuple ? "a tuple of " : "a list of ") + size();
  }
}
