package org.gatehouse.host.replay.scenarios;

import java.util.Arrays;
import java.util.Random;
import org.gatehouse.api.Uids;

/** Random draws of uids. */
final class Draws {

  private Draws() {}

  /** Returns some of the uids, each subset and order being equally probable. */
  static Uids some(Uids uids, int count, Random random) {
    int[] shuffled = uids.toArray();
    for (int i = 0; i < count; i++) {
      int j = i + random.nextInt(shuffled.length - i);
      int uid = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = uid;
    }
    return Uids.of(Arrays.copyOf(shuffled, count));
  }
}
