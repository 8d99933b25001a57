package com.example.gating.hashing;

/**
 * Turns messages into features: every word, and every n-gram of characters within it, is hashed to
 * a position and a sign, and counted there.
 *
 * <p>The hash is FNV-1a with a final mix; the sign makes collisions cancel out on average. A
 * function of the message alone. Immutable and safe for use by many threads.
 *
 * @param dimension the number of features; position 0 is the constant one
 * @param shortest the length of the shortest n-grams, in UTF-16 units
 * @param longest the length of the longest n-grams
 */
record FeatureHasher(int dimension, int shortest, int longest) {

  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** Returns what a snapshot has to agree on before its weights mean anything here. */
  String id() {
    return "hashed-words-v1(dimension=" + dimension + ",ngrams=" + shortest + "-" + longest + ")";
  }

  Features features(String message) {
    float[] counts = new float[dimension];
    for (String word : Words.of(message)) {
      // The marks tell an n-gram at the beginning or the end from the same one in the middle.
      String marked = "<" + word + ">";
      count(counts, marked, 0, marked.length());
      for (int length = shortest; length <= Math.min(longest, marked.length() - 1); length++) {
        for (int start = 0; start + length <= marked.length(); start++) {
          count(counts, marked, start, start + length);
        }
      }
    }
    return Features.of(counts);
  }

  private void count(float[] counts, String text, int from, int to) {
    long hash = FNV_BASIS;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    hash = Mix.bits(hash);
    int position = 1 + (int) Long.remainderUnsigned(hash >>> 1, dimension - 1);
    counts[position] += (hash & 1) == 0 ? 1 : -1;
  }
}
