package org.gatehouse.engine.tensorflow.gating;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.api.telemetry.MeterSink;
import org.gatehouse.engine.tensorflow.encoder.MessageEncoder;

/**
 * An encoder that remembers what it made of messages, up to so many bytes: the least useful
 * representations make room, by W-TinyLFU (Einziger, Friedman and Manes 2017).
 *
 * <p>A batch asks for what is known and encodes the rest in one call, each distinct message once.
 * What is remembered is what the encoder returned, so it may differ by rounding from what the same
 * message would give in other company. Two threads that ask for a new message at the same moment
 * may both encode it: waiting for each other would cost every call a lock. A call that fails leaves
 * nothing behind. The arrays that it returns are those that it keeps: they must not be changed.
 */
final class CachedEncoder implements MessageEncoder {

  /** The objects around an entry's characters and numbers, on a 64-bit JVM. */
  private static final long ENTRY_BYTES = 160;

  private final MessageEncoder encoder;
  private final MeterSink meters;
  private final Cache<String, float[]> known;

  private CachedEncoder(MessageEncoder encoder, long maxBytes, MeterSink meters) {
    this.encoder = encoder;
    this.meters = meters;
    this.known =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher(CachedEncoder::bytes)
            // Upkeep in the calling thread: a pool would outlive the gate, and there is little.
            .executor(Runnable::run)
            .build();
  }

  /**
   * Returns an encoder with a memory.
   *
   * @param encoder owned by what is returned
   * @param maxBytes how much heap the memory may take; 0 for none, which returns the encoder itself
   */
  static MessageEncoder of(MessageEncoder encoder, long maxBytes, MeterSink meters) {
    return maxBytes == 0 ? encoder : new CachedEncoder(encoder, maxBytes, meters);
  }

  private static int bytes(String message, float[] representation) {
    long bytes =
        ENTRY_BYTES
            + (long) Character.BYTES * message.length()
            + (long) Float.BYTES * representation.length;
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  @Override
  public String id() {
    return encoder.id();
  }

  @Override
  public int dimension() {
    return encoder.dimension();
  }

  @Override
  public float[][] represent(List<String> messages) {
    Map<String, float[]> found = new HashMap<>(known.getAllPresent(messages));
    List<String> missing =
        messages.stream().distinct().filter(message -> !found.containsKey(message)).toList();
    if (!missing.isEmpty()) {
      float[][] encoded = encode(missing, messages);
      for (int i = 0; i < encoded.length; i++) {
        found.put(missing.get(i), encoded[i]);
        keep(missing.get(i), encoded[i]);
      }
    }
    meters.count("gatehouse.gate.encodings.hits", messages.size() - missing.size());
    meters.count("gatehouse.gate.encodings.misses", missing.size());
    return messages.stream().map(found::get).toArray(float[][]::new);
  }

  private float[][] encode(List<String> missing, List<String> messages) {
    try {
      return encoder.represent(missing);
    } catch (IllegalArgumentException e) {
      if (missing.size() < messages.size()) {
        // Fails again, and names the position that the caller knows.
        encoder.represent(messages);
      }
      throw e;
    }
  }

  /** What is damaged may have been damaged by chance: it is refused, and not remembered. */
  private void keep(String message, float[] representation) {
    for (float component : representation) {
      if (!Float.isFinite(component)) {
        return;
      }
    }
    known.put(message, representation);
  }

  @Override
  public void close() {
    known.invalidateAll();
    encoder.close();
  }
}
