package org.gatehouse.host.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A row of token ids as it is written on the command line.
 *
 * @param ids the ids
 * @param mask for each id 1 if it counts, else 0
 */
record TokenRow(long[] ids, long[] mask) {

  /**
   * Reads rows: the i-th mask belongs to the i-th ids; a row without a mask counts as a whole.
   *
   * @throws IllegalArgumentException if a text is no list of whole numbers or a mask does not fit
   */
  static List<TokenRow> parse(List<String> ids, List<String> masks) {
    if (masks.size() > ids.size()) {
      throw new IllegalArgumentException(
          "expected at most one --mask for each --ids, found "
              + masks.size()
              + " for "
              + ids.size());
    }
    List<TokenRow> rows = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      long[] row = numbers("--ids", i, ids.get(i));
      long[] mask = new long[row.length];
      Arrays.fill(mask, 1);
      if (i < masks.size()) {
        mask = numbers("--mask", i, masks.get(i));
        checkMask(i, mask, row.length);
      }
      rows.add(new TokenRow(row, mask));
    }
    return rows;
  }

  private static void checkMask(int row, long[] mask, int length) {
    if (mask.length != length) {
      throw new IllegalArgumentException(
          "--mask %d has %d values for %d ids; expected one for each"
              .formatted(row + 1, mask.length, length));
    }
    for (long value : mask) {
      if (value != 0 && value != 1) {
        throw new IllegalArgumentException(
            "--mask %d holds %d; expected 0 or 1".formatted(row + 1, value));
      }
    }
  }

  private static long[] numbers(String option, int row, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "%s %d is empty; expected whole numbers".formatted(option, row + 1));
    }
    return Arrays.stream(text.strip().split("[\\s,]+"))
        .mapToLong(word -> number(option, row, word))
        .toArray();
  }

  private static long number(String option, int row, String word) {
    try {
      long number = Long.parseLong(word);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for negative numbers.
    }
    throw new IllegalArgumentException(
        "%s %d holds \"%s\"; expected whole numbers of at least 0"
            .formatted(option, row + 1, word));
  }
}
