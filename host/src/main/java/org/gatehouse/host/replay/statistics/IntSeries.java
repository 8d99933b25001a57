package org.gatehouse.host.replay.statistics;

import java.util.Arrays;

/** A growing list of whole numbers; for use by one thread. */
public final class IntSeries {

  private int[] values = new int[256];
  private int size;

  /** Creates an empty list. */
  public IntSeries() {}

  /** Appends a value. */
  public void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  /** Returns how many values there are. */
  public int size() {
    return size;
  }

  /** Returns the value at a position in [0, size). */
  public int get(int position) {
    return values[position];
  }
}
