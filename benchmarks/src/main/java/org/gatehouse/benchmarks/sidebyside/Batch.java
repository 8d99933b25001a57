package org.gatehouse.benchmarks.sidebyside;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of token ids, padded on the right, and their mask. */
@SuppressWarnings("ArrayRecordComponent") // Handed to libraries as they are.
record Batch(long[][] ids, long[][] mask) {

  private static final int STRIDE = 7919;

  /** Rows of one length with ids between 1 000 and the end of the vocabulary, no padding. */
  static Batch of(int rows, int tokens, int vocabulary) {
    List<long[]> ids = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      long first = row;
      long[] values = new long[tokens];
      Arrays.setAll(values, i -> 1000 + (first + 1 + i) * STRIDE % (vocabulary - 1000));
      ids.add(values);
    }
    return padded(ids);
  }

  /** Rows of any lengths, padded to the longest with id 0. */
  static Batch padded(List<long[]> rows) {
    int longest = rows.stream().mapToInt(row -> row.length).max().orElse(0);
    long[][] ids = new long[rows.size()][];
    long[][] mask = new long[rows.size()][longest];
    for (int row = 0; row < ids.length; row++) {
      ids[row] = Arrays.copyOf(rows.get(row), longest);
      Arrays.fill(mask[row], 0, rows.get(row).length, 1);
    }
    return new Batch(ids, mask);
  }

  int tokens() {
    return ids[0].length;
  }
}
