package org.gatehouse.metagraph.adapters.subtensor.scale;

import org.jspecify.annotations.Nullable;

/**
 * The names and indexes of the values that are being read, outermost first.
 *
 * <p>Keeping it costs a few stores for each value; the text is made for a failure only.
 */
final class FieldPath {

  private static final int NO_INDEX = -1;

  private final String[] names = new String[8];
  private final int[] indexes = new int[8];
  private int depth;

  void enter(String name) {
    names[depth] = name;
    indexes[depth++] = NO_INDEX;
  }

  void index(int index) {
    indexes[depth - 1] = index;
  }

  void leave() {
    depth--;
  }

  void clear() {
    depth = 0;
  }

  /**
   * Returns the path as text, with a last name unless that is {@code null}. An empty name stands
   * for an element that is a vector itself and has an index only.
   */
  String to(@Nullable String last) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      (names[i].isEmpty() ? text : dot(text)).append(names[i]);
      if (indexes[i] != NO_INDEX) {
        text.append('[').append(indexes[i]).append(']');
      }
    }
    return last == null ? text.toString() : dot(text).append(last).toString();
  }

  private static StringBuilder dot(StringBuilder text) {
    return text.isEmpty() ? text : text.append('.');
  }
}
