package org.gatehouse.engine.tensorflow.encoder;

import java.util.List;

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

  @Override
  void close();
}
