package org.gatehouse.config;

import org.gatehouse.api.metagraph.Metagraph;
import org.gatehouse.api.metagraph.MetagraphListener;
import org.gatehouse.api.metagraph.MetagraphSource;
import org.gatehouse.api.metagraph.Subscription;

/** The source of a network that never changes: what stands in where none is configured. */
final class FixedMetagraphSource implements MetagraphSource {

  private final Metagraph metagraph;
  private volatile boolean closed;

  FixedMetagraphSource(Metagraph metagraph) {
    this.metagraph = metagraph;
  }

  @Override
  public Metagraph sync() {
    requireOpen();
    return metagraph;
  }

  @Override
  public Subscription watch(MetagraphListener listener) {
    requireOpen();
    return () -> {};
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the metagraph source is closed");
    }
  }
}
