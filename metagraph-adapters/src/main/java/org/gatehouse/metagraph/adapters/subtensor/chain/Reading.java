package org.gatehouse.metagraph.adapters.subtensor.chain;

import org.gatehouse.api.metagraph.Metagraph;

/**
 * What was read of a subnet at one block.
 *
 * @param metagraph the subnet, with the block's number and hash
 * @param description one line for a person: the node, its runtime, and what the stake is
 */
public record Reading(Metagraph metagraph, String description) {}
