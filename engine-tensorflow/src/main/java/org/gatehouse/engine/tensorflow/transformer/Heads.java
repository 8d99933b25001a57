package org.gatehouse.engine.tensorflow.transformer;

/**
 * The heads of an attention, in parts that are worked on by themselves.
 *
 * @param parts how many parts there are
 * @param perPart how many heads each part has
 * @param size length of a query, key or value of one head
 */
record Heads(int parts, int perPart, int size) {

  /**
   * Two threads read each weight once in all. Cut by tokens instead, both would read all weights,
   * which costs more than computing on few tokens. With more parts, each would be too small.
   */
  private static final int PARTS = 2;

  /**
   * Cuts an encoder's heads in two, if each part can have as many heads and as much of the
   * feed-forward part as the other.
   */
  static Heads of(int heads, int hidden, int intermediate) {
    int parts = heads % PARTS == 0 && intermediate % PARTS == 0 ? PARTS : 1;
    return new Heads(parts, heads / parts, hidden / heads);
  }

  /** Length of the queries, keys or values of one part. */
  int width() {
    return perPart * size;
  }
}
