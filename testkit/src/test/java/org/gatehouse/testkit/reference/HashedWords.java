package org.gatehouse.testkit.reference;

/** Represents a message by the hashes of its words and of their beginnings, of length 1. */
final class HashedWords {

  static final int DIMENSION = 24;

  private HashedWords() {}

  /** Returns shape [DIMENSION]. */
  static double[] represent(String message) {
    double[] features = new double[DIMENSION];
    for (String word : message.split("\\W+", -1)) {
      add(features, word);
      add(features, word.substring(0, Math.min(3, word.length())));
    }
    double squares = 0;
    for (double feature : features) {
      squares += feature * feature;
    }
    double length = Math.max(Math.sqrt(squares), 1e-12);
    for (int i = 0; i < DIMENSION; i++) {
      features[i] /= length;
    }
    return features;
  }

  private static void add(double[] features, String text) {
    int hash = text.hashCode() * 0x9E3779B9;
    features[(hash >>> 1) % DIMENSION] += (hash & 1) == 0 ? 1 : -1;
  }
}
