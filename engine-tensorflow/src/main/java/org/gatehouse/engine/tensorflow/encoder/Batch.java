package org.gatehouse.engine.tensorflow.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Some rows of token ids, padded on the right to one length.
 *
 * @param ids [batch][seq], padded with 0
 * @param mask [batch][seq], padded with 0
 */
record Batch(long[][] ids, long[][] mask) {

  /**
   * The most padded tokens in one run. It bounds the memory of a run, whatever the number of
   * messages.
   */
  static final int MOST_TOKENS = 4096;

  /** Pads to {@code length}; a row's mask covers the row. */
  static Batch of(List<long[]> ids, List<long[]> masks, int length) {
    return new Batch(padded(ids, length), padded(masks, length));
  }

  private static long[][] padded(List<long[]> rows, int length) {
    return rows.stream().map(row -> Arrays.copyOf(row, length)).toArray(long[][]::new);
  }

  /** A mask that lets every token of a row of this length count. */
  static long[] fullMask(int length) {
    return LongStream.generate(() -> 1).limit(length).toArray();
  }

  /** Whether a run may have so many rows of this length; one row always may. */
  static boolean fits(int rows, int length) {
    return rows <= 1 || (long) rows * length <= MOST_TOKENS;
  }

  /**
   * Cuts rows 0 to {@code count} - 1, all of this length, into runs that fit: pairs of [from, to).
   */
  static List<int[]> runs(int count, int length) {
    List<int[]> runs = new ArrayList<>();
    int from = 0;
    while (from < count) {
      int to = from + 1;
      while (to < count && fits(to + 1 - from, length)) {
        to++;
      }
      runs.add(new int[] {from, to});
      from = to;
    }
    return runs;
  }
}
