package org.gatehouse.metagraph.adapters.subtensor.chain;

import java.util.OptionalInt;

/**
 * The one block that everything of a reading is asked at.
 *
 * @param hash its hash, {@code 0x} and 64 hex digits
 * @param number its number, at least 0
 * @param specVersion the version of its runtime; empty if the node does not tell
 */
record Block(String hash, long number, OptionalInt specVersion) {

  /** From here on stake is a subnet's own, and the entries of a neuron are not all of it. */
  private static final int FIRST_WITH_SUBNET_STAKE = 233;

  /** From here on the indexes of the selective answer are what they are now. */
  private static final int FIRST_WITH_INDEXES = 273;

  /** Returns whether the entries of a neuron are all the stake it has. */
  boolean isBeforeSubnetStake() {
    return specVersion.isPresent() && specVersion.getAsInt() < FIRST_WITH_SUBNET_STAKE;
  }

  /** Returns whether fields can be asked for by index; tried where the version is unknown. */
  boolean hasIndexes() {
    return specVersion.isEmpty() || specVersion.getAsInt() >= FIRST_WITH_INDEXES;
  }

  /** Returns the runtime's name for a person. */
  String runtime() {
    return specVersion.isPresent()
        ? "runtime " + specVersion.getAsInt()
        : "a runtime of unknown version";
  }
}
