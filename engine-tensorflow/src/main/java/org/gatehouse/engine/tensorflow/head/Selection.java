package org.gatehouse.engine.tensorflow.head;

import java.util.Arrays;
import org.gatehouse.api.Uids;

/**
 * The uids of a training step, each once.
 *
 * @param rows the uids, ascending
 * @param places which of the rows each asked uid is, in the order in which they were asked
 */
record Selection(int[] rows, int[] places) {

  static Selection of(Uids asked) {
    int[] sorted = asked.toArray();
    Arrays.sort(sorted);
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[count++] = sorted[i];
      }
    }
    int[] rows = Arrays.copyOf(sorted, count);
    int[] places = asked.toArray();
    for (int i = 0; i < places.length; i++) {
      places[i] = Arrays.binarySearch(rows, places[i]);
    }
    return new Selection(rows, places);
  }

  /** Returns for each asked uid what there is for its row. */
  float[] asked(float[] byRow) {
    float[] values = new float[places.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = byRow[places[i]];
    }
    return values;
  }

  /** Returns for each row the sum of what there is for its uid. */
  double[] sums(double[] byAsked) {
    double[] sums = new double[rows.length];
    for (int i = 0; i < places.length; i++) {
      sums[places[i]] += byAsked[i];
    }
    return sums;
  }

  /** Returns the uids that are not selected, in their order. */
  int[] others(int[] uids) {
    return Arrays.stream(uids).filter(uid -> Arrays.binarySearch(rows, uid) < 0).toArray();
  }
}
