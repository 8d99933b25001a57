package org.gatehouse.engine.tensorflow.encoder;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one encoder made of messages, up to so many bytes, for all who hold it: the least useful
 * representations make room, by W-TinyLFU (Einziger, Friedman and Manes 2017). Thread-safe.
 */
final class EncodingMemory {

  /** The objects around an entry's characters and numbers, on a 64-bit JVM. */
  private static final long ENTRY_BYTES = 160;

  private final Cache<String, float[]> known =
      Caffeine.newBuilder()
          .maximumWeight(0)
          .weigher(EncodingMemory::bytes)
          // Upkeep in the calling thread: a pool would outlive the encoder, and there is little.
          .executor(Runnable::run)
          .build();

  /** Takes as much heap as the most generous of those who share it allows. */
  synchronized void growTo(long maxBytes) {
    Policy.Eviction<String, float[]> bound = known.policy().eviction().orElseThrow();
    bound.setMaximum(Math.max(maxBytes, bound.getMaximum()));
  }

  /** Those of these messages that are known. */
  Map<String, float[]> of(List<String> messages) {
    return new HashMap<>(known.getAllPresent(messages));
  }

  void put(String message, float[] representation) {
    known.put(message, representation);
  }

  private static int bytes(String message, float[] representation) {
    long bytes =
        ENTRY_BYTES
            + (long) Character.BYTES * message.length()
            + (long) Float.BYTES * representation.length;
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }
}
