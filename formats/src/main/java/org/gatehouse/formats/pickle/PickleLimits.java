package org.gatehouse.formats.pickle;

/**
 * How much a pickle may ask for.
 *
 * @param bytes the most bytes
 * @param values how often a value may be put on the stack
 * @param memo how many values may be remembered
 * @param depth how deep values may lie in each other, and how many marks may be open
 */
record PickleLimits(long bytes, int values, int memo, int depth) {

  /**
   * Room for a network of ten thousand peers with all that a software development kit keeps of
   * each, or for a checkpoint of a hundred thousand tensors. What a value costs is some fifty
   * bytes, far more than the one byte that asks for it.
   */
  static PickleLimits ofBytes(long bytes) {
    return new PickleLimits(bytes, 1 << 21, 1 << 21, 64);
  }
}
