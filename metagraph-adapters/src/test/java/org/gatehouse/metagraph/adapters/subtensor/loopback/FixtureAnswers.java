package org.gatehouse.metagraph.adapters.subtensor.loopback;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers with bytes that were made elsewhere; for one thread until the node has it. */
public final class FixtureAnswers implements RuntimeAnswers {

  private final Map<String, byte[]> answers = new HashMap<>();
  private final Map<String, byte[]> stored = new HashMap<>();

  /** Answers a function for a network with some bytes, whatever its other arguments are. */
  public FixtureAnswers with(int netuid, String function, byte[] bytes) {
    answers.put(function + "/" + netuid, bytes);
    return this;
  }

  /** Puts a value under a storage key (0x and digits). */
  public FixtureAnswers withStorage(String key, byte[] value) {
    stored.put(key, value);
    return this;
  }

  @Override
  public byte @Nullable [] call(LoopbackBlock block, String function, byte[] arguments) {
    if (answers.keySet().stream().noneMatch(name -> name.startsWith(function + "/"))) {
      return null;
    }
    byte[] bytes = answers.get(function + "/" + new Arguments(arguments).u16());
    // Both "no peers" and "no such network" are one zero byte.
    return bytes == null ? new byte[] {0} : bytes;
  }

  @Override
  public byte @Nullable [] storage(LoopbackBlock block, String key) {
    return stored.get(key);
  }
}
