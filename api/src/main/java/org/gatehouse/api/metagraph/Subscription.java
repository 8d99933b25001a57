package org.gatehouse.api.metagraph;

/** A listener's tie to a source; closing it ends the calls. */
public interface Subscription extends AutoCloseable {

  /** Ends the calls: none starts after this returns. Idempotent. */
  @Override
  void close();
}
