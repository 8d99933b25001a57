package org.gatehouse.metagraph.adapters.subtensor.loopback;

/**
 * One block of a {@link LoopbackChain}.
 *
 * @param number its height
 * @param hash its hash, 0x and 64 digits
 * @param parentHash the hash of the block below
 * @param specVersion the version of its runtime
 * @param answers what its runtime answers
 */
public record LoopbackBlock(
    long number, String hash, String parentHash, int specVersion, RuntimeAnswers answers) {}
