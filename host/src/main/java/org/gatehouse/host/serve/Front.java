package org.gatehouse.host.serve;

import java.net.URI;
import java.time.Duration;

/** What lets others use a service. */
public interface Front extends AutoCloseable {

  /** Starts a front. */
  @FunctionalInterface
  interface Starter {
    /**
     * Starts to listen.
     *
     * @throws org.gatehouse.api.GatehouseException if that is impossible
     */
    Front start(HttpSettings settings, GateService service, Telemetry telemetry);
  }

  /** Returns where it listens. */
  URI uri();

  /**
   * Waits until all running requests have ended.
   *
   * @return whether they have within this time
   */
  boolean awaitIdle(Duration limit) throws InterruptedException;

  /** Stops listening and ends what still runs. Idempotent. */
  @Override
  void close();
}
