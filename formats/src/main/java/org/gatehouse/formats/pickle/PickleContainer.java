package org.gatehouse.formats.pickle;

import org.jspecify.annotations.Nullable;

/** A value of a pickle that holds others. */
abstract sealed class PickleContainer permits PickleList, PickleDict, PickleRecord {

  /** How deep the values in this one lie, itself included; kept by {@link Nesting}. */
  int height;

  abstract Iterable<? extends @Nullable Object> children();
}
