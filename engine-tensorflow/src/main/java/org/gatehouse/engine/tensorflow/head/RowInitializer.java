package org.gatehouse.engine.tensorflow.head;

import java.util.SplittableRandom;

/**
 * Makes the rows of a linear head, each a function of (seed, uid, how often the uid was reset) and
 * of nothing else, so that a replay of the same events gives the same rows.
 *
 * @param hidden the length of a row
 * @param seed the head's seed
 */
record RowInitializer(int hidden, long seed) {

  /**
   * One row of the head.
   *
   * @param weight shape [hidden]
   * @param bias the bias of the uid
   */
  record Row(float[] weight, float bias) {}

  /** Returns the row of a uid that was reset so many times; 0 is the row it begins with. */
  Row row(int uid, long resets) {
    return resets == 0 ? fresh(uid) : reset(uid, resets);
  }

  /** Weight and bias from U(-b, b) with b = 1 / sqrt(hidden), as torch.nn.Linear begins. */
  private Row fresh(int uid) {
    SplittableRandom random = random(uid, 0);
    double bound = 1 / Math.sqrt(hidden);
    return new Row(uniform(random, bound), (float) ((2 * random.nextDouble() - 1) * bound));
  }

  /**
   * Bias 0 and weight from U(-b, b) with b = sqrt(6 / (hidden + 1)): Xavier-uniform over a [1,
   * hidden] matrix, as the original resets a replaced peer.
   */
  private Row reset(int uid, long resets) {
    return new Row(uniform(random(uid, resets), Math.sqrt(6.0 / (hidden + 1))), 0);
  }

  private float[] uniform(SplittableRandom random, double bound) {
    float[] values = new float[hidden];
    for (int i = 0; i < hidden; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return values;
  }

  private SplittableRandom random(int uid, long resets) {
    return new SplittableRandom(mix(mix(mix(seed) + uid) + resets));
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014): neighbours become strangers. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
