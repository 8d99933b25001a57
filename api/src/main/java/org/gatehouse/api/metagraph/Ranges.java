package org.gatehouse.api.metagraph;

final class Ranges {

  private Ranges() {}

  static void check(String field, long value, long max) {
    if (value < 0 || value > max) {
      throw new MetagraphException(
          field + " is " + value + "; expected a whole number in [0, " + max + "]");
    }
  }
}
