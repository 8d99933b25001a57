package org.gatehouse.metagraph.adapters.subtensor.chain;

/** What the stake of a reading is: it comes from another place in each era of the chain. */
enum StakeMeaning {
  /** Before spec 233: the sum of what all stakers have on the hotkey, in TAO. */
  TAO_OF_ALL_STAKERS("stake is the sum of each peer's stakers"),
  /** From spec 233 on: the subnet's alpha and the weighted TAO together, as the chain counts. */
  TOTAL_OF_SUBNET("stake is the subnet's total of alpha and TAO"),
  /** From spec 233 on, where no answer has the total. */
  ALPHA_ONLY("stake is the subnet's alpha only, since the node does not tell the total"),
  /** The node tells neither the total nor its runtime's version. */
  UNKNOWN_ERA("stake is the sum of each peer's entries, in the unit of an unknown runtime");

  private final String description;

  StakeMeaning(String description) {
    this.description = description;
  }

  static StakeMeaning of(Block block, boolean totalIsTold) {
    if (totalIsTold) {
      return TOTAL_OF_SUBNET;
    }
    if (block.specVersion().isEmpty()) {
      return UNKNOWN_ERA;
    }
    return block.isBeforeSubnetStake() ? TAO_OF_ALL_STAKERS : ALPHA_ONLY;
  }

  /** Returns whether the stake may be less than what the chain counts by. */
  boolean isPartial() {
    return this == ALPHA_ONLY || this == UNKNOWN_ERA;
  }

  String description() {
    return description;
  }
}
