package org.gatehouse.api;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.IntStream;

/**
 * An immutable list of uids: the positions of peers in a network, each at least 0.
 *
 * <p>The order is kept, since scores and rewards are aligned with it. Duplicates are allowed here;
 * what refuses them says so. Equality is by content and order. Safe for use by many threads.
 */
public final class Uids {

  private static final Uids EMPTY = new Uids(new int[0]);

  private final int[] values;
  private final boolean isRange;

  private Uids(int[] values) {
    this.values = values;
    this.isRange = IntStream.range(0, values.length).allMatch(i -> values[i] == i);
  }

  /**
   * Returns the list of these uids.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public static Uids of(int... uids) {
    int[] values = uids.clone();
    for (int uid : values) {
      if (uid < 0) {
        throw new IllegalArgumentException("uid " + uid + " is negative; uids start at 0");
      }
    }
    return values.length == 0 ? EMPTY : new Uids(values);
  }

  /**
   * Returns the list of these uids in the collection's own order.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public static Uids copyOf(Collection<Integer> uids) {
    return of(uids.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Returns the uids 0 (inclusive) to {@code end} (exclusive), ascending. */
  public static Uids range(int end) {
    return of(IntStream.range(0, end).toArray());
  }

  /** Returns the list without uids. */
  public static Uids empty() {
    return EMPTY;
  }

  /** Returns how many uids there are. */
  public int size() {
    return values.length;
  }

  /** Returns whether there are none. */
  public boolean isEmpty() {
    return values.length == 0;
  }

  /**
   * Returns the uid at a position.
   *
   * @throws IndexOutOfBoundsException if the position is outside [0, size)
   */
  public int get(int position) {
    return values[position];
  }

  /** Returns the first position of a uid, or -1 if it is not in the list. */
  public int indexOf(int uid) {
    // Most lists are those of full scores, which hold uid i at position i.
    if (isRange) {
      return uid >= 0 && uid < values.length ? uid : -1;
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] == uid) {
        return i;
      }
    }
    return -1;
  }

  /** Returns whether a uid is in the list. */
  public boolean contains(int uid) {
    return indexOf(uid) >= 0;
  }

  /** Returns the uids in order. */
  public IntStream stream() {
    return Arrays.stream(values);
  }

  /** Returns a fresh array of the uids in order. */
  public int[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Uids that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
