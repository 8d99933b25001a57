package org.gatehouse.engine.tensorflow.encoder;

import java.util.List;
import org.gatehouse.api.telemetry.MeterSink;

/** What turns messages into representations; never trained. Safe for use by many threads. */
public interface MessageEncoder extends AutoCloseable {

  /**
   * Returns an identity: encoders of the same identity give the same representations, up to
   * rounding.
   */
  String id();

  /** Returns the number of components of a representation. */
  int dimension();

  /**
   * Turns messages into representations.
   *
   * @return shape [messages, dimension], in the order of the messages
   */
  float[][] represent(List<String> messages);

  /**
   * Returns this encoder with a memory for what it made of messages, so that one that comes again
   * is not encoded again. Those who hold the same model share one memory. The representations that
   * it returns must not be changed.
   *
   * @param maxBytes how much heap the memory may take; 0 for none, which returns this encoder
   * @param meters told of {@code gatehouse.gate.encodings.hits} and {@code .misses}
   * @return what owns this encoder from now on
   */
  default MessageEncoder remembering(long maxBytes, MeterSink meters) {
    return CachedEncoder.of(this, new EncodingMemory(), maxBytes, meters);
  }

  @Override
  void close();
}
