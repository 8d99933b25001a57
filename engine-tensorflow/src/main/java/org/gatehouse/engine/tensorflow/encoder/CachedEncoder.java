package org.gatehouse.engine.tensorflow.encoder;

import java.util.List;
import java.util.Map;
import org.gatehouse.api.telemetry.MeterSink;

/**
 * An encoder that looks into a memory before it works.
 *
 * <p>A batch asks for what is known and encodes the rest in one call, each distinct message once.
 * What is remembered is what the encoder returned, so it may differ by rounding from what the same
 * message would give in other company. Two threads that ask for a new message at the same moment
 * may both encode it: waiting for each other would cost every call a lock. A call that fails leaves
 * nothing behind. The arrays that it returns are those that the memory keeps: they must not be
 * changed.
 */
final class CachedEncoder implements MessageEncoder {

  private final MessageEncoder encoder;
  private final MeterSink meters;
  private volatile EncodingMemory known;

  private CachedEncoder(MessageEncoder encoder, EncodingMemory known, MeterSink meters) {
    this.encoder = encoder;
    this.known = known;
    this.meters = meters;
  }

  /**
   * Returns an encoder with a memory.
   *
   * @param known what it shares with others who have the same encoder
   * @param maxBytes how much heap the memory may take at least; 0 to do without
   */
  static MessageEncoder of(
      MessageEncoder encoder, EncodingMemory known, long maxBytes, MeterSink meters) {
    if (maxBytes == 0) {
      return encoder;
    }
    known.growTo(maxBytes);
    return new CachedEncoder(encoder, known, meters);
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
    Map<String, float[]> found = known.of(messages);
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

  /** The others keep what is known; who has closed must not get answers from it. */
  @Override
  public void close() {
    known = new EncodingMemory();
    encoder.close();
  }
}
