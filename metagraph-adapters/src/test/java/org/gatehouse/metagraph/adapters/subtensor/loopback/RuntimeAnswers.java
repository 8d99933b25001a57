package org.gatehouse.metagraph.adapters.subtensor.loopback;

import org.jspecify.annotations.Nullable;

/** What the runtime of a block answers; called by several threads. */
@FunctionalInterface
public interface RuntimeAnswers {

  /**
   * Returns the SCALE bytes that a function answers, or {@code null} if the runtime does not export
   * it.
   *
   * @throws NodeError if the function fails
   */
  byte @Nullable [] call(LoopbackBlock block, String function, byte[] arguments);

  /** Returns the value under a storage key (0x and digits), or {@code null} if there is none. */
  default byte @Nullable [] storage(LoopbackBlock block, String key) {
    return null;
  }
}
